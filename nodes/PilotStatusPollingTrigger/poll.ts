import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { listChats } from '../shared/pickers/lists';
import { pathTo } from '../shared/requests/path';
import type { Send } from '../shared/requests/request';
import { openTransport } from '../shared/requests/transport';
import { readField } from '../shared/values/json';
import { readGroup, readPeople } from '../shared/values/participants';
import type { Participant } from '../shared/values/participants';
import { failureFromOddResponse, ofThisKey, toNodeError } from '../shared/words/errors';
import { Failure } from '../shared/words/failure';
import { listMessages, readNews, toMessage } from './messages';
import type { Cursor } from './messages';
import { comparePeople, packPeople, unpackPeople } from './people';
import { readSettings } from './settings';
import type { Settings } from './settings';

/** How many people are compared: their state is what n8n writes to its database at every change. */
const MOST_PEOPLE = 20_000;

/** Requests side by side. */
const PARALLEL = 4;

/** A poll waits out a 429 for half a minute; the next one comes anyway. */
const LIMITS = { timeout: 60_000, maxWait: 30_000, delayBetweenSends: 0, isFixed: true };

/** Failures that do not pass by themselves: of the key, of its plan, of a number that stores nothing. */
const isLasting = ({ facts: { statusCode, code } }: Failure) =>
	[401, 402, 403].includes(statusCode ?? 0) || code === 'PII_RELAY_ONLY';

/** What the node keeps in its static data. */
interface State {
	/** Node and credential that it belongs to: n8n gives a new node of the same name what an old one has left. */
	owner?: string;
	/** The people of each group, packed, by its id. */
	people?: Record<string, string>;
	/** The name of each group that this number is in, by its id. */
	groups?: Record<string, string>;
	/** Whether the list of groups came empty at the last poll, which is believed when it does so again. */
	isEmpty?: boolean;
	messages?: Cursor;
}

/** A group as it was read. */
interface Look {
	name: string | null;
	people: Participant[];
}

/** Nodes of this process that poll at the moment. */
const polling = new Set<string>();

/** What happened since the last poll, one item each; null where nothing did. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const key = `${String(this.getWorkflow().id)} ${this.getNode().id}`;
	const isManual = this.getMode() === 'manual';
	// n8n does not wait for a slow poll; two of them would report everything twice.
	if (!isManual && polling.has(key)) return null;
	if (!isManual) polling.add(key);
	const json = await (isManual ? takeSample(this) : pollOnce(this))
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(this.getNode(), error) : error;
		})
		.finally(() => {
			if (!isManual) polling.delete(key);
		});
	return json.length > 0 ? [json.map((one) => ({ json: one }))] : null;
}

async function pollOnce(context: IPollFunctions): Promise<IDataObject[]> {
	const settings = readSettings(context);
	const stored = context.getWorkflowStaticData('node') as State;
	const { id, credentials } = context.getNode();
	const owner = `${id} ${credentials?.pilotStatusApi?.id ?? ''}`;
	const isFirst = stored.owner !== owner;
	const before: State = isFirst ? {} : stored;
	const { send } = await openTransport(context, LIMITS);
	const failures: Failure[] = [];
	/** What a source gives, or undefined where it could not be read: its state stays as it is. */
	const orNothing = async <T>(reading: Promise<T>): Promise<T | undefined> =>
		await reading.catch((error: unknown) => {
			if (!(error instanceof Failure)) throw error;
			failures.push(error);
			return undefined;
		});

	const now: State = { owner };
	const items: IDataObject[] = [];
	if (settings.comparesGroups) {
		items.push(...compareGroups(before, now, settings, await orNothing(listGroups(send))));
	}
	if (settings.comparesPeople) {
		const gone = (groupId: string) => now.groups !== undefined && !(groupId in now.groups);
		const groups = settings.groups.filter((groupId) => !gone(groupId));
		const looks = await inParallel(groups, async (groupId) => await orNothing(look(send, groupId)));
		items.push(...compareAll(before, now, settings, groups, looks));
	}
	if (settings.readsMessages) {
		const read = await orNothing(readNews(send, before.messages, Date.now()));
		now.messages = read?.cursor ?? before.messages;
		items.push(...(read?.news ?? []).map(toMessage).filter((one) => isWanted(one, settings)));
	}

	const [failure] = [...failures.filter(isLasting), ...failures];
	if (failure && isFirst) throw failure;
	keep(stored, now);
	for (const { sentence } of failures) context.logger.warn(`Pilot Status Polling: ${sentence}`);
	if (failure && isLasting(failure) && items.length === 0) throw failure;
	return items;
}

/** Changes what differs only: whatever is changed, n8n writes the whole static data of the workflow. */
function keep(stored: State, now: State): void {
	for (const name of ['owner', 'people', 'groups', 'isEmpty', 'messages'] as const) {
		if (JSON.stringify(stored[name]) === JSON.stringify(now[name])) continue;
		if (now[name] === undefined) delete stored[name];
		else Object.assign(stored, { [name]: now[name] });
	}
}

async function listGroups(send: Send): Promise<Record<string, string>> {
	const chats = await listChats(send, 'groups');
	return Object.fromEntries(chats.map(({ id, name }) => [id, name]));
}

/** Groups that this number is in now, or is no longer in. */
function compareGroups(
	before: State,
	now: State,
	{ events, groups: chosen }: Settings,
	listed: Record<string, string> | undefined,
): IDataObject[] {
	const known = before.groups;
	const isEmpty = listed !== undefined && Object.keys(listed).length === 0;
	// A list that came empty may be none; a second one is believed.
	const isDoubtful = isEmpty && known && Object.keys(known).length > 0 && !before.isEmpty;
	if (isDoubtful) now.isEmpty = true;
	if (!listed || isDoubtful) {
		now.groups = known;
		return [];
	}
	now.groups = listed;
	if (!known) return [];
	const changes = [
		...Object.entries(known)
			.filter(([id]) => !(id in listed))
			.map((group) => ['group.removed', group] as const),
		...Object.entries(listed)
			.filter(([id]) => !(id in known))
			.map((group) => ['group.added', group] as const),
	];
	return changes
		.filter(([event, [id]]) => events.includes(event) && isChosen(id, chosen))
		.map(([event, [groupId, name]]) => toItem(event, groupId, name || null));
}

const isChosen = (groupId: unknown, chosen: string[]) =>
	chosen.length === 0 || chosen.includes(String(groupId));

/**
 * Who came and went in the groups that could be read; the others keep their state.
 * @param looks beside `groups`
 * @throws Failure where there are more people in new groups than can be compared
 */
function compareAll(
	before: State,
	now: State,
	{ events }: Settings,
	groups: string[],
	looks: Array<Look | undefined>,
): IDataObject[] {
	const people: Record<string, string> = (now.people = {});
	const items: IDataObject[] = [];
	let count = 0;
	let isNew = false;
	for (const [nth, groupId] of groups.entries()) {
		const packed = before.people?.[groupId];
		const known = packed === undefined ? undefined : unpackPeople(packed);
		const seen = looks[nth];
		if (!seen) {
			if (packed !== undefined) people[groupId] = packed;
			continue;
		}
		isNew ||= !known;
		const compared = comparePeople(known ?? seen.people, seen.people);
		people[groupId] = packPeople(compared.people);
		count += compared.people.length;
		for (const { kind, person } of compared.changes) {
			const event = `participant.${kind}`;
			if (events.includes(event)) items.push(toItem(event, groupId, seen.name, person));
		}
	}
	if (!isNew || count <= MOST_PEOPLE) return items;
	throw new Failure(
		`The groups have ${count} people together, and at most ${MOST_PEOPLE} can be compared`,
		"Pick fewer groups under 'Group Names or IDs', and use another of these triggers for the rest.",
	);
}

/** The name and the people of a group (`GET /v1/groups/{groupId}`). */
async function look(send: Send, groupId: string): Promise<Look> {
	const path = pathTo('/groups', groupId, 'Group Names or IDs');
	const group = readGroup(await send({ method: 'GET', path, about: ofThisKey('group', groupId) }));
	const people = group && readPeople(group);
	// This number is in the group, so an empty list is none.
	if (!people?.length) throw failureFromOddResponse(200, 'no list of the people in the group');
	const name = readField(group!, 'subject', 'name');
	return { name: typeof name === 'string' && name !== '' ? name : null, people };
}

/** The results of some work, in order, with a few of them under way at once. */
async function inParallel<T, R>(list: T[], work: (one: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	const queue = list.entries();
	const take = async () => {
		for (const [nth, one] of queue) results[nth] = await work(one);
	};
	await Promise.all(Array.from({ length: PARALLEL }, take));
	return results;
}

function toItem(
	event: string,
	groupId: string,
	groupName: string | null,
	person: Participant = { number: null, role: null },
): IDataObject {
	return { event, groupId, groupName, ...person, detectedAt: new Date().toISOString() };
}

const isWanted = ({ groupId, fromMe }: IDataObject, settings: Settings) =>
	isChosen(groupId, settings.groups) && (settings.includeOwnMessages || fromMe !== true);

/** What is there now, one item for each event, so that a workflow can be built on it. Nothing is remembered. */
async function takeSample(context: IPollFunctions): Promise<IDataObject[]> {
	const settings = readSettings(context);
	const { send } = await openTransport(context, LIMITS);
	const items: IDataObject[] = [];
	const kinds = (prefix: string) => settings.events.filter((event) => event.startsWith(prefix));
	if (settings.comparesGroups) {
		const groups = Object.entries(await listGroups(send));
		const [group] = groups.filter(([id]) => isChosen(id, settings.groups));
		if (group) items.push(...kinds('group.').map((event) => toItem(event, ...group)));
	}
	if (settings.comparesPeople) {
		const groupId = settings.groups[0]!;
		const { name, people } = await look(send, groupId);
		const [person] = [...people.filter(({ role }) => role === 'member'), ...people];
		items.push(...kinds('participant.').map((event) => toItem(event, groupId, name, person)));
	}
	if (settings.readsMessages) {
		for await (const entry of listMessages(send)) {
			const message = toMessage(entry);
			if (!isWanted(message, settings)) continue;
			items.push(message);
			break;
		}
	}
	return items;
}
