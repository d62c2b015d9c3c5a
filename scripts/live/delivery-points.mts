import { SHAPE_VALUES } from 'pilotstatus-reference-server';
import type { Answer } from './client.mts';
import { fieldsOf, listIn, when } from './open-points.mts';
import type { Finding } from './open-points.mts';

/** What webhooks were sent, as their logs show it. */
export function deliveryFindings({ body }: Answer): Finding[] {
	const deliveries = listIn(body).map((entry) => {
		const { event, payload } = fieldsOf(entry);
		const { entry: native, ...whole } = fieldsOf(payload);
		return { event: String(event), native, data: fieldsOf(whole.data ?? whole) };
	});
	return deliveries.flatMap(({ event, native, data }) => {
		const isStatus = /^message\.(sent|delivered|read|failed)$/.test(event);
		const others = deliveries.filter(
			(one) => one.event !== event && isOfOneMessage(one.data, data),
		);
		return [
			...when('createdAt' in data, 'webhookData', 'current'),
			...when('happenedAt' in data, 'webhookData', 'older'),
			...(isStatus ? statusFindings(data) : []),
			...(event.startsWith('message.') ? messageFindings(data) : []),
			...(event === 'message.reply' ? replyFindings(data) : []),
			...when(event === 'message.reply' && others.length > 0, 'webhookReplyEvents', 'both'),
			...when(native !== undefined, 'webhookNative', 'present'),
			...when(/^Call[A-Z]/.test(event), 'callEvents', 'present'),
		];
	});
}

type Data = Record<string, unknown>;

const isOfOneMessage = (one: Data, other: Data) =>
	typeof one.messageId === 'string' && one.messageId === other.messageId;

function statusFindings(data: Data): Finding[] {
	const ids = ['internalMessageId', 'id'].filter((name) => name in data);
	const errors = SHAPE_VALUES.webhookError.filter((name) => name in data);
	return [
		...when(ids.length > 0, 'webhookStatusId', ids.length > 1 ? 'both' : (ids[0] ?? '')),
		...errors.map((name): Finding => ['webhookError', name]),
		// Every person has a number to name; of a group nobody knows.
		...when(!('to' in data), 'webhookGroupStatusTo', 'absent'),
		...when(data.to === null, 'webhookGroupStatusTo', 'null'),
		...when(String(data.to).endsWith('@g.us'), 'webhookGroupStatusTo', 'group'),
	];
}

function messageFindings({ mediaLink, mediaType, ...data }: Data): Finding[] {
	const unknown =
		typeof mediaLink === 'string'
			? ['mediaCaption', 'mediaFilename'].filter((name) => (data[name] ?? null) === null)
			: [];
	return [
		...unknown.map((name): Finding => ['webhookNulls', name in data ? 'null' : 'absent']),
		...when(
			typeof mediaType === 'string',
			'webhookMediaType',
			String(mediaType).includes('/') ? 'mime' : 'kind',
		),
	];
}

function replyFindings(data: Data): Finding[] {
	return [
		...when('contentReplied' in data, 'webhookReplyContent', 'content'),
		...when('replyContent' in data, 'webhookReplyContent', 'replyContent'),
		// One without a group may have been written in none.
		...when('groupId' in data, 'webhookReplyGroup', 'present'),
	];
}
