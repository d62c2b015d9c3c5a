import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isBlank } from '../shared/values/marks';
import { receiveAnswerInChat } from './question/receive';
import { readLabels } from './question/settings';

/**
 * Serves the addresses of Send and Wait for Response; n8n has checked their signature. A question in the chat has one
 * that the API posts to, the others are links for people.
 * WhatsApp and gateways fetch links for previews, so a GET only shows a page, and its button resumes by POST.
 */
export async function receiveAnswer(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = this.getQueryData() as { approved?: string; question?: string };
	const isPost = this.getRequestObject().method === 'POST';
	if (query.question !== undefined && isPost) return await receiveAnswerInChat(this);
	const question = escape(String(readOr(this, 'message', '')));
	const show = (content: string) => {
		this.getResponseObject()
			.status(200)
			.type('html')
			.send(page(`<p>${question}</p>${content}`));
		return { noWebhookResponse: true };
	};
	if (query.question !== undefined) return show('');
	if (query.approved === undefined) {
		const { text } = (isPost ? this.getBodyData() : {}) as { text?: unknown };
		if (typeof text !== 'string' || isBlank(text)) return show(TEXT_FORM);
		return answered(`<p>&#10003; ${escape(text)}</p>`, { text });
	}
	const approved = query.approved === 'true';
	const labels = readLabels(readOr(this, 'approvalOptions.values', {}));
	const label = escape(approved ? labels.approveLabel : labels.disapproveLabel);
	if (!isPost) return show(`<form method="post"><button>${label}</button></form>`);
	return answered(`<p>&#10003; ${label}</p>`, { approved });
}

/** One field and a button, without words of our own. */
const TEXT_FORM =
	'<form method="post"><textarea name="text" rows="4" required autofocus></textarea><button>&#10003;</button></form>';

/** Resumes the execution. */
const answered = (content: string, data: IDataObject): IWebhookResponseData => ({
	webhookResponse: page(content),
	workflowData: [[{ json: { data } }]],
});

/** A parameter, or the fallback where it is an expression that gives nothing here: only the waiting execution has its data. */
function readOr<T>(context: IWebhookFunctions, name: string, fallback: T): T {
	try {
		return (context.getNodeParameter(name, fallback as object) as T | undefined) ?? fallback;
	} catch {
		return fallback;
	}
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A page without words of its own: people answer in their own language. */
function page(content: string): string {
	return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>&#8230;</title><style>:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;text-align:center;white-space:pre-line}textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5em;border-radius:.5em}button{font:inherit;padding:.7em 2em;border:0;border-radius:.5em;background:#0b7a5b;color:#fff;cursor:pointer}</style></head><body>${content}</body></html>`;
}
