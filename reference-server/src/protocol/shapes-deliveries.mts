import { open } from './switch.mts';

/** Switches of what webhooks get. */
export const DELIVERY_SWITCHES = {
	webhookData: open(
		'Names in deliveries about messages; `older`: `fromNumber`, `fromName`, `happenedAt`',
		['current', 'older'],
		'sdk',
		'webhooks/types.py, schema v3',
	),
	webhookStatusId: open(
		'Under which name deliveries carry the id of the 202 with a message’s status',
		['id', 'internalMessageId', 'both'],
		'sdk',
		'webhooks/parse.py wants `id`',
	),
	webhookError: open(
		'Name of the text that message.failed carries',
		['error', 'errorMessage'],
		'sdk',
		'webhooks/parse.py wants `error`',
	),
	webhookNulls: open(
		'What is not known of a message is left out of a delivery, or null',
		['absent', 'null'],
		'sdk',
		'webhooks/parse.py refuses null for content and media',
	),
	webhookGroupStatusTo: open(
		'`to` in the statuses of a send to a group',
		['group', 'absent', 'null'],
		'sdk',
		'webhooks/parse.py wants text; which one is open',
	),
	webhookReplyEvents: open(
		'Whether a quoting message comes as message.reply alone, or also as what it is besides',
		['only', 'both'],
		'seen',
		'public bots that missed answers until they took message.reply',
	),
	webhookReplyContent: open(
		'Which fields of message.reply hold what was written and what it quotes',
		['content', 'replyContent'],
		'sdk',
		'MessageReplyData; older captures have `replyContent`, and the quoted text in `content`',
	),
	webhookRowId: open(
		'Under which name the answer to a list carries the id of its row',
		['rowId', 'buttonId'],
		'chosen',
		'webhooks/events names the buttonId alone; a send calls it rowId',
	),
	webhookReplyGroup: open(
		'Whether message.reply names the group it was written in',
		['absent', 'present'],
		'sdk',
		'MessageReplyData has no groupId',
	),
	webhookMediaType: open(
		'`mediaType` of a delivery is a kind, or a MIME type',
		['kind', 'mime'],
		'documented',
		'webhooks/events; the SDK’s tests have MIME types',
	),
	metaMediaLink: open(
		'Whether files that come to Meta numbers have a link beside their `mediaId`',
		['present', 'absent'],
		'documented',
		'webhooks/events; a mediaId alone is seen',
	),
	webhookOwnMessages: open(
		'Whether a message that the API sends into a group also comes back as message.group',
		['absent', 'present'],
		'chosen',
		'no page says so',
	),
	webhookNative: open(
		'Whether Meta numbers also post the native Meta body to `*`',
		['present', 'absent'],
		'seen',
		'public receivers that had to tell the two apart',
	),
	callPhones: open(
		'Phones in deliveries about calls have a `+`, or not',
		['plus', 'digits'],
		'sdk',
		'webhooks/types.py: always with +; its call types do not say it',
	),
	callNulls: open(
		'Whether deliveries about calls name the call, its direction and its phones, or have null',
		['known', 'null'],
		'sdk',
		'webhooks/types.py: each of them may be null',
	),
	callEvents: open(
		'Whether calls of QR numbers also come as their engine’s own events',
		['present', 'absent'],
		'sdk',
		'EvolutionGoCallEvent',
	),
} as const;
