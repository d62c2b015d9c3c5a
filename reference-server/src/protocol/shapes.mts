/**
 * The forms in which the API's documentation leaves an answer open: one switch each.
 * The first value of a switch is its default.
 */
export const SHAPE_VALUES = {
	/** Body of every error; `truncated` announces the cut length, so that clients read broken JSON. */
	errorBody: [
		'codeMessageDetails',
		'codeDetails',
		'codeError',
		'code',
		'nested',
		'upperSnake',
		'text',
		'message',
		'empty',
		'html',
		'truncated',
	],
	/** Whether `Idempotency-Key` does anything when sending. */
	idempotency: ['honoured', 'ignored'],
	/** Status of creating a group and of asking for its invite link: their bodies are documented. */
	groupCreateStatus: [200, 201],
	/** Status of add, remove, promote, demote and pin; 204 leaves no room for a body. */
	groupWriteStatus: [200, 201, 204],
	/** Body of add, remove, promote, demote and pin (pin has no results and says success instead). */
	groupWriteBody: ['list', 'participants', 'results', 'data', 'success', 'empty'],
	/** Name of the id in a per-participant result. */
	resultId: ['jid', 'id', 'phone', 'phoneNumber', 'number'],
	/** Type of the status in a per-participant result. */
	resultStatus: ['text', 'number'],
	/** A participant of a group answer is an object or only its id. */
	participantForm: ['object', 'string'],
	/** Name of a participant's id. */
	participantId: ['id', 'jid', 'phone', 'phoneNumber', 'number'],
	/** Name and form of a participant's role. */
	participantRole: ['role', 'admin', 'isAdmin'],
	/** Letter case of the keys in participants and per-participant results (`JID`, `PhoneNumber`). */
	keyCase: ['camel', 'pascal'],
	/** What the ids in participants and per-participant results look like. */
	idForm: ['jid', 'digits', 'device', 'lid', 'lidWithPhone'],
	/** `absent`: WhatsApp answers with Brazilian JIDs in their old, one digit shorter form. */
	ninthDigit: ['present', 'absent'],
	/** Whether reading a group repeats its id. */
	groupGetId: ['present', 'absent'],
	/** Name of the sender in the items of the group message list. */
	messageFrom: ['from', 'fromNumber', 'sender', 'participantPhone'],
	/** Name of the group id in the items of the group message list. */
	messageGroup: ['groupId', 'groupJid', 'chatId', 'remoteJid'],
	/** Answer to cancelling: lists of ids or counts. */
	cancelBody: ['lists', 'counts'],
	/** The template list comes bare or under `templates`. */
	templateList: ['array', 'wrapped'],
	/** Where a template's variables are and what they look like. */
	templateVariables: ['strings', 'name', 'key', 'latestVersion', 'missing'],
	/** Answer to creating a webhook; `id` holds nothing but the id. */
	webhookCreateBody: ['object', 'id', 'data', 'webhook'],
	/** Whether reading a webhook shows its list of events. */
	webhookEvents: ['present', 'absent'],
	/** Status of deleting a webhook. */
	webhookDeleteStatus: [200, 204],
	/** Names in what webhooks get about messages; `older`: `fromNumber`, `fromName`, `happenedAt`. */
	webhookData: ['current', 'older'],
	/** Under which name webhooks get the id of the 202 with a message's status. */
	webhookStatusId: ['internalMessageId', 'id', 'both'],
	/** Name of the text that message.failed carries. */
	webhookError: ['errorMessage', 'error'],
	/** Whether a message that the API sends into a group also comes back as message.group. */
	webhookOwnMessages: ['absent', 'present'],
} as const;

type Values = typeof SHAPE_VALUES;
export type ShapeName = keyof Values;

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
