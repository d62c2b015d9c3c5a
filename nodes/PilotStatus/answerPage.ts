import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readLabels } from './actions/message/sendAndWait.operation';

/**
 * Serves the links of Send and Wait for Response; n8n has checked their signature.
 * WhatsApp and gateways fetch links for previews, so a GET only shows a page, and its button resumes by POST.
 */
export async function receiveAnswer(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const approved = (this.getQueryData() as { approved?: string }).approved === 'true';
	const labels = readLabels(readOr(this, 'approvalOptions.values', {}));
	const label = escape(approved ? labels.approveLabel : labels.disapproveLabel);
	if (this.getRequestObject().method !== 'POST') {
		const question = escape(String(readOr(this, 'message', '')));
		const form = `<p>${question}</p><form method="post"><button>${label}</button></form>`;
		this.getResponseObject().status(200).type('html').send(page(form));
		return { noWebhookResponse: true };
	}
	return {
		webhookResponse: page(`<p>&#10003; ${label}</p>`),
		workflowData: [[{ json: { data: { approved } } }]],
	};
}

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
	return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>&#8230;</title><style>:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;text-align:center;white-space:pre-line}button{font:inherit;padding:.7em 2em;border:0;border-radius:.5em;background:#0b7a5b;color:#fff;cursor:pointer}</style></head><body>${content}</body></html>`;
}
