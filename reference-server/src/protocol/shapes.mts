import { DELIVERY_SWITCHES } from './shapes-deliveries.mts';
import { GROUP_SWITCHES } from './shapes-groups.mts';
import { NUMBER_SWITCHES } from './shapes-numbers.mts';
import { open } from './switch.mts';

/** Switches of messages, templates, webhooks and of every answer. */
const ANSWER_SWITCHES = {
	errorBody: open(
		'Body of every error; `truncated` announces the cut length, so that clients read broken JSON',
		[
			'errorCodeDetails',
			'codeMessageDetails',
			'codeDetails',
			'code',
			'nested',
			'upperSnake',
			'text',
			'message',
			'empty',
			'html',
			'truncated',
		],
		'documented',
		'the vendor’s OpenAPI; http.py reads `error`, NumberPayErrorBody has both',
	),
	genericRefusal: open(
		'A 400 of the values has a text that says nothing, and the substance elsewhere',
		['none', 'details', 'issues', 'errors', 'validationErrors'],
		'chosen',
		'that it happens is seen; by default the text says it, so that a slip in a test shows',
	),
	idempotency: open(
		'`Idempotency-Key` of a send',
		['honoured', 'ignored'],
		'sdk',
		'MessagesResource.send',
	),
	tenantKeyWithNumber: open(
		'What a tenant key with `x-whatsapp-number-id` may do about sends and groups',
		['acts', 'refused'],
		'sdk',
		'PilotStatusClient sends the header with every call; the authentication page still says 403',
	),
	tenantHistoryStatus: open(
		'Status of history and leads for a tenant key without a number',
		[403, 400],
		'sdk',
		'PilotStatusClient; MessagesResource.history and LeadsResource say 400',
	),
	tenantConversations: open(
		'What the conversations answer a tenant key without a number: 403 TENANT_SCOPE_NOT_ALLOWED, or 400 NUMBER_NOT_FOUND (`number`)',
		['scope', 'number'],
		'documented',
		'the authentication page; conversations/list has the other one',
	),
	sourceNumber: open('`sourceNumber` of the 202', ['digits', 'plus', 'null'], 'sdk', 'README'),
	messageFrom: open(
		'Name of the sender in the items of the group message list',
		['from', 'fromNumber', 'sender', 'participantPhone'],
		'documented',
		'messages/group',
	),
	messageGroup: open(
		'Name of the group id in the items of the group message list',
		['groupId', 'groupJid', 'chatId', 'remoteJid'],
		'documented',
		'messages/group',
	),
	cancelBody: open(
		'Cancelling answers lists of ids or counts',
		['lists', 'counts'],
		'sdk',
		'CancelMessagesResult',
	),
	templateList: open(
		'The template list comes bare, under `templates` (`wrapped`) or under `data`',
		['array', 'wrapped', 'data'],
		'sdk',
		'TemplatesResource.list',
	),
	templateBody: open(
		'A template’s body is text, an object, or that object as JSON text',
		['text', 'object', 'json'],
		'documented',
		'templates/list',
	),
	templateHeader: open(
		'The header in a template’s body: `{ text }`, `{ type: "TEXT", text }`, or text',
		['object', 'typed', 'text'],
		'chosen',
		'templates/list names a header and not its form',
	),
	templateDeleteStatus: open(
		'Status of deleting a template',
		[200, 204],
		'documented',
		'templates/delete',
	),
	templateVariables: open(
		'Where a template’s variables are and what they look like',
		['strings', 'name', 'key', 'latestVersion', 'missing'],
		'documented',
		'templates/list',
	),
	newsletterList: open(
		'The newsletter list comes under `newsletters` or bare',
		['newsletters', 'array'],
		'documented',
		'newsletters/list; NewslettersResource.list is typed as the bare list',
	),
	newslettersOffline: open(
		'Newsletters while the phone is offline',
		['refused', 'empty'],
		'documented',
		'newsletters/list',
	),
	webhookList: open(
		'The webhook list comes bare, under `data` or under `webhooks`',
		['array', 'data', 'webhooks'],
		'documented',
		'webhooks/list',
	),
	webhookCreateBody: open(
		'Answer to creating a webhook; `id` holds nothing but the id',
		['object', 'id', 'data', 'webhook'],
		'documented',
		'webhooks/create',
	),
	webhookEvents: open(
		'Whether reading a webhook shows its events',
		['present', 'absent'],
		'documented',
		'webhooks/get',
	),
	webhookStar: open(
		'How `*` in the events of a webhook is given back',
		['star', 'list'],
		'chosen',
		'as it was given',
	),
	webhookDeleteStatus: open(
		'Status of deleting a webhook',
		[200, 204],
		'documented',
		'webhooks/delete',
	),
} as const;

/** The switches: one for each point that the documentation leaves open or contradicts. */
export const SWITCHES = {
	...ANSWER_SWITCHES,
	...NUMBER_SWITCHES,
	...GROUP_SWITCHES,
	...DELIVERY_SWITCHES,
};

export type ShapeName = keyof typeof SWITCHES;
type Values = { [K in ShapeName]: (typeof SWITCHES)[K]['values'] };

/** The values of each switch; the first one is its default. */
export const SHAPE_VALUES = Object.fromEntries(
	Object.entries(SWITCHES).map(([name, { values }]) => [name, values]),
) as Values;

/** One property per switch, set by plain assignment, and `reset()` for all defaults. */
export type Shapes = { -readonly [K in ShapeName]: Values[K][number] } & { reset(): void };

/**
 * Makes a set of switches, all at their defaults.
 * Assigning a value that a switch does not have throws a RangeError, an unknown switch a TypeError.
 */
export function createShapes(): Shapes {
	const names = Object.keys(SHAPE_VALUES) as ShapeName[];
	const current = new Map<ShapeName, unknown>();
	const toDefaults = () => names.forEach((name) => current.set(name, SHAPE_VALUES[name][0]));
	toDefaults();

	const shapes = {};
	for (const name of names) {
		const values: readonly unknown[] = SHAPE_VALUES[name];
		Object.defineProperty(shapes, name, {
			enumerable: true,
			get: () => current.get(name),
			set(value: unknown) {
				if (!values.includes(value)) {
					throw new RangeError(`${name} cannot be ${String(value)}; it takes ${values.join(', ')}`);
				}
				current.set(name, value);
			},
		});
	}
	Object.defineProperty(shapes, 'reset', { value: toDefaults });
	// A misspelt switch would otherwise be a test that tests nothing.
	return Object.preventExtensions(shapes) as Shapes;
}
