import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../harness/engine.mts';
import { GROUPS, KEYS, TEMPLATES } from 'pilotstatus-reference-server';
import type { LogEntry } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

/** What one field is for: where its value stands, and where on the wire it leaves. */
export interface Field {
	/** The node's parameters with this value in the field. */
	parameters(value: INodeParameters[string]): INodeParameters;
	/** What of the value left, from the last request; undefined where nothing of it did. */
	left(request: LogEntry, run: NodeRun): unknown;
	/** Key of the API, where it matters. */
	key?: string;
	/** The item's file. */
	file?(value: unknown): IBinaryData;
}

const groupId = locator(GROUPS.modern);
const group = { resource: 'group', groupId };
const message = { resource: 'message', sendTo: 'group', groupId };
const text = { ...message, operation: 'sendText', text: 'Oi' };
const url = { ...message, operation: 'sendMedia', mediaSource: 'url' };
const template = { ...message, operation: 'sendTemplate', variablesMode: 'keyValue' };

const body = (request: LogEntry) => request.body as IDataObject;
const sent = (name: string) => (request: LogEntry) => body(request)[name];
const option = (name: string): Field => ({
	parameters: (value) => ({ ...text, options: { [name]: value } }),
	left: sent(name),
});
const button = (type: string, name: string, on: string): Field => ({
	parameters: (value) => {
		const given = { type, text: 'Ver', [name]: value };
		return { ...text, options: { buttons: { values: [given] } } };
	},
	left: (request) => (body(request).buttons as IDataObject[])[0]![on],
});
const line = (name: string): Field => ({
	parameters: (value) => {
		const buttons = { values: [{ type: 'QUICK_REPLY', text: 'Sim' }] };
		return { ...text, options: { buttons, [name]: value } };
	},
	left: sent(name),
});
/** An option that counts for the execution: whether it was taken. */
const limit = (name: string): Field => ({
	parameters: (value) => ({ ...text, options: { [name]: value } }),
	left: () => 'taken',
});
const date = (name: string): Field => ({
	parameters: (value) => ({
		resource: 'message',
		operation: 'getAll',
		source: 'history',
		filters: { [name]: value },
	}),
	left: ({ query }) => query[name],
});
const file = (mimeType: string, fileName?: string, data = 'conteúdo'): IBinaryData => ({
	data: Buffer.from(data, 'latin1').toString('base64'),
	mimeType,
	fileName,
});

export const FIELDS = {
	markdown: {
		parameters: (value) => ({ ...text, text: value, options: { formatting: 'markdown' } }),
		left: sent('text'),
	},
	formatting: {
		parameters: (formatting) => ({ ...text, text: '**Oi**', options: { formatting } }),
		left: sent('text'),
	},
	participants: {
		key: KEYS.evo,
		parameters: (participants) => ({ ...group, operation: 'addParticipants', participants }),
		left: (request) => (body(request).participants as string[]).join(' '),
	},
	'new participants': {
		key: KEYS.evo,
		parameters: (participants) => ({
			resource: 'group',
			operation: 'create',
			subject: 'Obra',
			participants,
		}),
		left: sent('participants'),
	},
	destination: {
		parameters: (destinationNumber) => ({ ...text, sendTo: 'phoneNumber', destinationNumber }),
		left: sent('destinationNumber'),
	},
	countryCode: {
		parameters: (countryCode) => ({
			...text,
			sendTo: 'phoneNumber',
			destinationNumber: '(21) 98765-4321',
			options: { countryCode },
		}),
		left: sent('destinationNumber'),
	},
	group: {
		parameters: (value) => ({ ...text, groupId: locator(value as string, 'id') }),
		left: sent('groupId'),
	},
	newsletter: {
		parameters: (value) => ({
			...text,
			sendTo: 'newsletter',
			newsletterId: locator(value as string, 'id'),
		}),
		left: sent('newsletterId'),
	},
	message: {
		parameters: (messageId) => ({ resource: 'message', operation: 'get', messageId }),
		left: ({ path }) => path,
	},
	lead: {
		parameters: (leadId) => ({ resource: 'lead', operation: 'get', leadId }),
		left: ({ path }) => path,
	},
	call: {
		parameters: (callId) => ({ resource: 'call', operation: 'get', callId }),
		left: ({ path }) => path,
	},
	ad: {
		parameters: (adId) => ({ resource: 'lead', operation: 'getAll', filters: { adId } }),
		left: ({ query }) => query.adId,
	},
	callee: {
		parameters: (to) => ({ resource: 'call', operation: 'start', to }),
		left: sent('to'),
	},
	recording: {
		parameters: (mediaUrl) => ({ resource: 'call', operation: 'play', callId: 'x', mediaUrl }),
		left: sent('mediaUrl'),
	},
	permission: {
		key: KEYS.metaOba,
		parameters: (text) => ({
			resource: 'call',
			operation: 'requestPermission',
			to: '5511987654321',
			text,
		}),
		left: sent('text'),
	},
	pinned: {
		parameters: (messageId) => ({ ...group, operation: 'pinMessage', messageId }),
		left: sent('messageId'),
	},
	messages: {
		parameters: (messageIds) => ({ resource: 'message', operation: 'cancel', messageIds }),
		left: sent('messageIds'),
	},
	labels: option('labels'),
	template: {
		parameters: (value) => ({ ...template, templateId: locator(value as string, 'id') }),
		left: sent('templateId'),
	},
	variable: {
		parameters: (value) => ({
			...template,
			templateId: locator(TEMPLATES.marketing),
			variableValues: { values: [{ key: 'x', value }] },
		}),
		left: (request) => (body(request).variables as IDataObject | undefined)?.x,
	},
	reset: {
		parameters: (resetLink) => ({ ...group, operation: 'getInviteLink', resetLink }),
		left: sent('reset'),
	},
	simplify: {
		parameters: (simplify) => ({ ...group, operation: 'get', simplify }),
		left: (_request, { items }) =>
			JSON.stringify((items[0]!.json.participants as unknown[])[0]).includes('number'),
	},
	returnAll: {
		parameters: (returnAll) => ({ resource: 'group', operation: 'getAll', returnAll, limit: 1 }),
		left: (_request, { items }) => items.length,
	},
	limit: {
		parameters: (value) => ({ resource: 'group', operation: 'getAll', limit: value }),
		left: (_request, { items }) => items.length,
	},
	markRead: option('markRead'),
	rewrite: {
		parameters: (aiRewriteEnabled) => ({
			...template,
			templateId: locator(TEMPLATES.marketing),
			options: { aiRewriteEnabled },
		}),
		left: (request) =>
			(body(request).marketingOptions as IDataObject | undefined)?.aiRewriteEnabled,
	},
	timeout: limit('timeout'),
	maxParallel: limit('maxParallel'),
	maxWait: limit('maxWait'),
	delay: limit('delayBetweenSends'),
	deliverAt: option('deliverAt'),
	deliverUntil: option('deliverUntil'),
	startDate: date('startDate'),
	endDate: date('endDate'),
	text: { parameters: (value) => ({ ...text, text: value }), left: sent('text') },
	caption: {
		parameters: (caption) => ({ ...url, mediaUrl: 'https://example.com/a.png', caption }),
		left: sent('caption'),
	},
	subject: {
		key: KEYS.evo,
		parameters: (subject) => ({ resource: 'group', operation: 'create', subject }),
		left: sent('subject'),
	},
	header: {
		...line('header'),
		left: (request) => (body(request).header as IDataObject | undefined)?.content,
	},
	footer: line('footer'),
	label: button('QUICK_REPLY', 'text', 'label'),
	'button URL': button('URL', 'url', 'url'),
	'button number': button('PHONE_NUMBER', 'phoneNumber', 'phoneNumber'),
	approve: {
		parameters: (approveLabel) => ({
			...message,
			operation: 'sendAndWait',
			message: 'Aprovar?',
			approvalOptions: { values: { approveLabel } },
		}),
		left: (request) => (body(request).text as string).replace(/^Aprovar\?\n\n|: http.*$/g, ''),
	},
	'media source': {
		parameters: (mediaSource) => ({
			...url,
			mediaSource,
			mediaUrl: 'https://example.com/a.png',
		}),
		left: sent('media'),
	},
	'media type': {
		parameters: (mediaType) => ({ ...url, mediaUrl: 'https://example.com/a.png', mediaType }),
		left: sent('mediaType'),
	},
	code: button('COPY_CODE', 'code', 'copyCode'),
	mediaUrl: {
		parameters: (mediaUrl) => ({ ...url, mediaUrl, mediaType: 'image' }),
		left: sent('media'),
	},
	'media by its URL': {
		parameters: (mediaUrl) => ({ ...url, mediaUrl }),
		left: sent('mediaType'),
	},
	/** A file with this MIME type, and perhaps a name and bytes: how it goes, and as what. */
	file: {
		parameters: () => ({ ...url, mediaSource: 'binary' }),
		left: (request) => {
			const { media, mediaType } = body(request);
			return `${mediaType as string} ${/^data:(.*?);/.exec(media as string)![1]}`;
		},
		key: KEYS.evo,
		file: (value) => file(...(value as [string, string?, string?])),
	},
} satisfies Record<string, Field>;
