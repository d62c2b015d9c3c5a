import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { GROUPS, KEYS, MESSAGES, NUMBERS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';
import { allRows } from '../workflow/all-rows.mts';
import { anyId, locator } from '../workflow/rows.mts';

/** One operation, and what the node promises about doing it twice. */
export interface OperationRow {
	name: string;
	parameters: INodeParameters;
	/** Files and the like; by default one item without any. */
	input?: INodeExecutionData[];
	/** Route of the reference server. */
	route: string;
	/** The number whose key is used. */
	number: 'go' | 'evo' | 'metaOba' | 'tenant';
	/** `read` and `change` are the same done twice; `once` is not, and a `message` has a key, under which it goes out once. */
	kind: 'read' | 'change' | 'once' | 'message';
	/** What its error says may have happened, for `once` and `message`. */
	mayHave?: string;
	/** The items' JSON, in part; none where the execution waits. */
	items?: unknown[];
	/** The same, where an earlier try had taken effect already. */
	itemsAfterEffect?: unknown[];
	/** Look-ups that come before it. */
	lookUps: number;
	/** How often it looks at the group once it is done. */
	looks: number;
	/** What is missing in an empty answer; nothing where that is a good one. */
	missesInEmpty?: string;
	/** Whether the status of a repetition tells that the first time did it. */
	isToldByStatus?: boolean;
	/** Prepares the state. */
	arrange?(state: State): void;
	/** How often it took effect; of no interest for reads. */
	effect(state: State): number;
}

/** The messages that came through the API. */
export const sentMessages = (state: State) =>
	state.messages.filter(({ origin }) => origin === 'API');

/** A group of the number on Evolution GO. */
export const groupOf = (state: State, id: string = GROUPS.modern) =>
	state.groups.find((group) => group.id === id && group.numberId === NUMBERS.go.id)!;

const memberOf = (state: State, number: string) =>
	groupOf(state).participants.find((one) => one.number === number);
const asCount = (happened: boolean) => (happened ? 1 : 0);
const { ana, bruno, dieter } = PEOPLE;
const PIN = MESSAGES.go.whatsAppId;

type Promises = Omit<
	OperationRow,
	'name' | 'parameters' | 'route' | 'number' | 'lookUps' | 'looks'
>;

/** A row of the workflow tests with the promises of this suite. */
function row(name: string, promises: Promises): OperationRow {
	const found = allRows.find((candidate) => candidate.name === name)!;
	const { parameters, route, items, first = [], before = [], then = [], arrange } = found;
	const [number] = Object.entries(KEYS).find(([, key]) => key === found.key) ?? ['go'];
	// The API says that it has given back what it had answered before.
	const replayed = items?.map((item) => ({ ...(item as object), replayed: true }));
	const again = promises.kind === 'message' && { itemsAfterEffect: replayed };
	return {
		name,
		parameters,
		route,
		items,
		number: number as OperationRow['number'],
		lookUps: first.length + before.length,
		looks: then.length,
		arrange,
		...again,
		...promises,
	};
}

const read = (name: string, missesInEmpty: string) =>
	row(name, { kind: 'read', missesInEmpty, effect: () => 0 });
const change = (
	name: string,
	effect: (state: State) => boolean,
	more: Partial<OperationRow> = {},
): OperationRow => ({
	...row(name, { kind: 'change', effect: (state) => asCount(effect(state)) }),
	...more,
});

const groupOperations: OperationRow[] = [
	read('group: getAll', 'no list of groups'),
	read('group: get', 'no group'),
	read('group: getParticipants', 'no group'),
	row('group: create', {
		kind: 'once',
		mayHave: 'The group may have been created',
		missesInEmpty: 'no id for the new group',
		effect: (state) => state.groups.filter(({ subject }) => subject === 'Obra 43').length,
	}),
	change('group: addParticipants', (state) => memberOf(state, dieter) !== undefined),
	change('group: removeParticipants', (state) => !memberOf(state, ana) && !memberOf(state, bruno)),
	change('group: promoteParticipants', (state) => memberOf(state, bruno)!.role === 'admin'),
	change('group: demoteParticipants', (state) => memberOf(state, ana)!.role === 'member'),
	change('group: syncParticipants that adds', (state) => memberOf(state, dieter) !== undefined),
	change('group: syncParticipants that removes', (state) => !memberOf(state, PEOPLE.carla)),
	read('group: syncParticipants in a dry run', 'no group'),
	row('group: getInviteLink', {
		kind: 'read',
		missesInEmpty: 'no link',
		// The link that everybody has must stay.
		effect: (state) => asCount(!groupOf(state).inviteCode.startsWith('Seed')),
	}),
	row('group: getInviteLink with reset', {
		kind: 'once',
		mayHave: 'The invite link may have been replaced',
		missesInEmpty: 'no link',
		effect: (state) => asCount(!groupOf(state).inviteCode.startsWith('Seed')),
	}),
	change('group: pinMessage', (state) => groupOf(state).pinnedMessageIds.includes(PIN)),
	change('group: unpinMessage', (state) => !groupOf(state).pinnedMessageIds.includes(PIN), {
		arrange: (state) => groupOf(state).pinnedMessageIds.push(PIN),
	}),
];

const sends: Promises = {
	kind: 'message',
	mayHave: 'The message may have been sent',
	missesInEmpty: 'no id for the message',
	effect: (state) => sentMessages(state).length,
};

const png = { data: 'YWJj', mimeType: 'image/png', fileName: 'a.png' };
const toGroup = { resource: 'message', sendTo: 'group', groupId: locator(GROUPS.modern) };

/** A message that waits for its time, so that it can be cancelled. */
export function schedule(state: State, ids: string[]): void {
	const [model] = state.messages;
	for (const id of ids) {
		const deliverAt = '2036-01-01T10:00:00.000Z';
		state.messages.push({ ...model!, id, status: 'QUEUED', deliverAt, numberId: NUMBERS.go.id });
	}
}

const scheduled = ['msg_a', 'msg_b'];

const messageOperations: OperationRow[] = [
	row('message: sendText to group', sends),
	row('message: sendText to phoneNumber', sends),
	row('message: sendText to newsletter', sends),
	row('message: sendTemplate', sends),
	row('message: sendTemplate with names and values', sends),
	row('message: sendMedia by URL', sends),
	row('message: sendList', sends),
	row('message: sendCarousel', sends),
	row('message: sendFlow', sends),
	{
		...row('message: sendMedia by URL', sends),
		name: 'message: sendMedia from a binary field',
		parameters: { ...toGroup, operation: 'sendMedia', mediaSource: 'binary' },
		input: [{ json: {}, binary: { data: png } }],
		// Evolution GO takes no base64.
		number: 'evo',
	},
	{
		...row('message: sendText to group', sends),
		name: 'message: sendAndWait',
		parameters: { ...toGroup, operation: 'sendAndWait', message: 'Aprovar?' },
		items: undefined,
		itemsAfterEffect: undefined,
	},
	read('message: get', 'no message'),
	read('message: getReport', 'no message'),
	{
		...row('message: cancel', {
			kind: 'once',
			mayHave: 'The messages may have been cancelled',
			missesInEmpty: 'no word on what was cancelled',
			arrange: (state) => schedule(state, scheduled),
			effect: (state) =>
				state.messages.filter(({ status }) => status === 'CANCELED').length / scheduled.length,
		}),
		parameters: { resource: 'message', operation: 'cancel', messageIds: scheduled },
		items: [{ cancelledCount: 2, failedCount: 0, cancelled: scheduled, failed: [] }],
	},
	read('message: getAll', 'no list of messages'),
	...['history', 'unread'].map((source): OperationRow => {
		const all = read('message: getAll', 'no list of messages');
		const parameters = { ...all.parameters, source };
		const items = [{ id: anyId }];
		return {
			...all,
			name: `${all.name} of ${source}`,
			parameters,
			items,
			route: `GET /messages/${source}`,
		};
	}),
];

const templateOf = (state: State, id: string) => state.templates.find((one) => one.id === id);

const withStatus =
	(status: string) =>
	({ calls }: State) =>
		calls.filter((one) => one.status === status).length;
/** What is done to a call, or begins one. */
const once = (name: string, mayHave: string, effect: OperationRow['effect']) =>
	row(name, { kind: 'once', mayHave, missesInEmpty: 'no call', effect });

const otherOperations: OperationRow[] = [
	read('newsletter: getAll', 'no list of newsletters'),
	read('conversation: getAll', 'no list of conversations'),
	read('analytics: get', 'no figures'),
	read('number: check', `no word on the number ${ana}`),
	read('number: getAll', 'no list of numbers'),
	read('number: get', 'no number'),
	read('number: connect', 'no QR code'),
	read('media: download', 'no file'),
	read('lead: getAll', 'no list of leads'),
	read('lead: get', 'no lead'),
	read('referral: getAll', 'no list of referrals'),
	read('referral: getSummary', 'no list of ads'),
	read('call: getAll', 'no list of calls'),
	read('call: get', 'no call'),
	once('call: start', 'The call may have been started', ({ calls }) => calls.length),
	once('call: accept', 'The call may have been taken', withStatus('ACCEPTED')),
	once('call: reject', 'The call may have been refused', withStatus('REJECTED')),
	once('call: hangUp', 'The call may have ended', withStatus('COMPLETED')),
	once('call: play', 'The recording may be playing', ({ calls }) => calls[0]!.recordings.length),
	read('call: getPermission', 'no permission'),
	row('call: requestPermission', {
		kind: 'once',
		mayHave: 'The question may have been sent',
		missesInEmpty: 'no ID for the question',
		effect: ({ callQuestions }) => callQuestions.length,
	}),
	read('template: getAll', 'no list of templates'),
	read('template: get', 'no template'),
	row('template: create', {
		kind: 'once',
		mayHave: 'The template may have been created',
		missesInEmpty: 'no id for the template',
		effect: ({ templates }) => templates.filter(({ name }) => name === 'visita_0').length,
	}),
	change('template: update', (state) =>
		templateOf(state, TEMPLATES.approved)!.body.startsWith('Oi'),
	),
	change('template: delete', (state) => templateOf(state, TEMPLATES.pending) === undefined, {
		parameters: {
			resource: 'template',
			operation: 'delete',
			templateId: locator(TEMPLATES.pending),
		},
		items: [{ deleted: true, id: TEMPLATES.pending }],
		isToldByStatus: true,
	}),
];

export const operations: OperationRow[] = [
	...groupOperations,
	...messageOperations,
	...otherOperations,
];
