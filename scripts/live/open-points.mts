import { SHAPE_VALUES } from 'pilotstatus-reference-server';
import type { ShapeName } from 'pilotstatus-reference-server';
import type { Answer } from './client.mts';

/** An open point of the contract, named as the reference server's switch, and the form that came. */
export type Finding = [point: ShapeName, value: string];

type Fields = Record<string, unknown>;

const ID_NAMES: readonly string[] = SHAPE_VALUES.participantId;
const ROLE_NAMES: readonly string[] = SHAPE_VALUES.participantRole;

/** The fields of an object; none for whatever else came. */
export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** The first list in an answer: itself, or under whatever name. */
export function listIn(body: unknown): unknown[] {
	if (Array.isArray(body)) return body;
	return (Object.values(fieldsOf(body)).find(Array.isArray) as unknown[] | undefined) ?? [];
}

/** A finding, where there is one. */
export const when = (isSo: boolean, point: ShapeName, value: string): Finding[] =>
	isSo ? [[point, value]] : [];

/** The form of an error's body, and where a 429 says how long to wait. */
export function errorFindings({ status, headers, text, body }: Answer): Finding[] {
	const places = [
		...('retry-after' in headers ? ['header'] : []),
		...('retryAfterSeconds' in fieldsOf(body) ? ['body'] : []),
	];
	const place = places.length > 1 ? 'both' : (places[0] ?? 'none');
	return [['errorBody', errorForm(text, body)], ...when(status === 429, 'retryAfter', place)];
}

/** Where a refusal of a value says what is wrong. */
export function refusalFindings({ body }: Answer): Finding[] {
	const fields = fieldsOf(body);
	const text = fields.error ?? fields.message;
	if (typeof text !== 'string') return [];
	const saysNothing = /^(request )?(validation (error|failed)|bad request)\W*$/i.test(text);
	const place = SHAPE_VALUES.genericRefusal.find((name) => name in fields);
	return [['genericRefusal', saysNothing ? (place ?? 'another form') : 'none']];
}

function errorForm(text: string, body: unknown): string {
	if (text === '') return 'empty';
	if (/^\s*</.test(text)) return 'html';
	if (body === text) return 'truncated';
	const { code, message, error, details } = fieldsOf(body);
	if (code !== undefined) {
		if (message !== undefined) return 'codeMessageDetails';
		if (error !== undefined) return 'errorCodeDetails';
		return details === undefined ? 'code' : 'codeDetails';
	}
	if (typeof error === 'string') return /^[A-Z][A-Z0-9_]+$/.test(error) ? 'upperSnake' : 'text';
	if (fieldsOf(error).code !== undefined) return 'nested';
	return message === undefined ? 'another form' : 'message';
}

/** The forms of a group and of its participants. */
export function groupFindings({ body }: Answer): Finding[] {
	const group = fieldsOf(body);
	return [['groupGetId', 'id' in group ? 'present' : 'absent'], ...participants(listIn(body))];
}

function participants(list: unknown[]): Finding[] {
	return list.flatMap((one): Finding[] => {
		if (typeof one === 'string') return [['participantForm', 'string'], ...idFindings([one])];
		const fields = Object.entries(fieldsOf(one));
		const named = (names: readonly string[]) =>
			names.flatMap((name) =>
				fields
					.filter(([key]) => key.toLowerCase() === name.toLowerCase())
					.map(([key, value]) => ({ name, key, value: String(value) })),
			);
		const ids = named(ID_NAMES);
		// A hidden id may have the number beside it.
		const id = ids.find(({ value }) => value.endsWith('@lid')) ?? ids[0];
		const role = named(ROLE_NAMES)[0];
		return [
			['participantForm', 'object'],
			...when(id !== undefined, 'participantId', id?.name ?? ''),
			...when(id !== undefined, 'keyCase', id?.key === id?.name ? 'camel' : 'pascal'),
			...when(role !== undefined, 'participantRole', role?.name ?? ''),
			...idFindings(ids.map(({ value }) => value)),
		];
	});
}

/** What the ids of one participant look like. */
function idFindings(ids: string[]): Finding[] {
	const isMobile = (pattern: RegExp) => ids.some((id) => pattern.test(/^\d+/.exec(id)?.[0] ?? ''));
	return [
		...when(ids.length > 0, 'idForm', idForm(ids)),
		// Brazilian landlines never had a ninth digit: their numbers begin with 2 to 5.
		...when(isMobile(/^55\d\d9\d{8}$/), 'ninthDigit', 'present'),
		...when(isMobile(/^55\d\d[6-9]\d{7}$/), 'ninthDigit', 'absent'),
		...when(isMobile(/^(521|549)\d{10}$/), 'countryDigit', 'present'),
		...when(isMobile(/^(52[2-9]|54[1-8])\d{9}$/), 'countryDigit', 'absent'),
	];
}

function idForm(ids: string[]): string {
	const [id = ''] = ids;
	if (ids.some((one) => one.endsWith('@lid'))) return ids.length > 1 ? 'lidWithPhone' : 'lid';
	if (/:\d+@s\.whatsapp\.net$/.test(id)) return 'device';
	if (/@s\.whatsapp\.net$/.test(id)) return 'jid';
	return /^\d+$/.test(id) ? 'digits' : 'another form';
}

/** Under which of its possible names a point stands in the items of a list. */
export function nameFindings(point: 'messageFrom' | 'messageGroup', { body }: Answer): Finding[] {
	const names: readonly string[] = SHAPE_VALUES[point];
	return listIn(body).flatMap((item) =>
		names.filter((name) => name in fieldsOf(item)).map((name): Finding => [point, name]),
	);
}

/** Whether templates come bare, and where their variables are. */
export function templateFindings({ body }: Answer): Finding[] {
	const templates = listIn(body).map(fieldsOf);
	const places = new Set(templates.flatMap(variablePlaces));
	const bodies = new Set(templates.map(({ body: one }) => bodyForm(one)));
	const noneAtAll = templates.every((one) => !('variables' in one) && !('latestVersion' in one));
	if (templates.length > 0 && noneAtAll) places.add('missing');
	return [
		['templateList', wrapperOf(body, { templates: 'wrapped', data: 'data' })],
		...[...bodies].map((form): Finding => ['templateBody', form]),
		...[...places].map((place): Finding => ['templateVariables', place]),
	];
}

function bodyForm(body: unknown): string {
	if (typeof body !== 'string') return 'object';
	return /^\s*\{"/.test(body) ? 'json' : 'text';
}

/** How a list comes: bare, or under one of these names, which stand for values of a switch. */
function wrapperOf(body: unknown, names: Record<string, string>): string {
	if (Array.isArray(body)) return 'array';
	const name = Object.keys(names).find((one) => one in fieldsOf(body));
	return name === undefined ? 'another form' : names[name]!;
}

/** How the groups come. */
export function groupListFindings({ body }: Answer): Finding[] {
	return [['groupList', wrapperOf(body, { groups: 'groups' })]];
}

/** How the newsletters come. */
export function newsletterListFindings({ body }: Answer): Finding[] {
	return [['newsletterList', wrapperOf(body, { newsletters: 'newsletters' })]];
}

/** Whether the items of the group message list name their group. */
export function groupNameFindings({ body }: Answer): Finding[] {
	return listIn(body).map((item) => [
		'groupName',
		'groupName' in fieldsOf(item) ? 'present' : 'absent',
	]);
}

function variablePlaces({ variables, latestVersion }: Fields): string[] {
	const places = Array.isArray(variables)
		? variables.map((one) =>
				typeof one === 'string' ? 'strings' : (nameOrKey(one) ?? 'another form'),
			)
		: [];
	return 'variables' in fieldsOf(latestVersion) ? [...places, 'latestVersion'] : places;
}

const nameOrKey = (one: unknown) => ['name', 'key'].find((name) => name in fieldsOf(one));

/** How webhooks come, and whether they show their events. */
export function webhookFindings({ body }: Answer): Finding[] {
	return [
		['webhookList', wrapperOf(body, { data: 'data', webhooks: 'webhooks' })],
		...listIn(body).map(
			(one): Finding => ['webhookEvents', 'events' in fieldsOf(one) ? 'present' : 'absent'],
		),
	];
}

/** How a number of ours stands in the answer to a send. */
export function sendFindings({ body }: Answer): Finding[] {
	const { sourceNumber } = fieldsOf(body);
	if (sourceNumber === null) return [['sourceNumber', 'null']];
	const form = String(sourceNumber).startsWith('+') ? 'plus' : 'digits';
	return when(typeof sourceNumber === 'string', 'sourceNumber', form);
}

/** Lists of ids or counts. */
export function cancelFindings({ body }: Answer): Finding[] {
	const { cancelled } = fieldsOf(body);
	if (Array.isArray(cancelled)) return [['cancelBody', 'lists']];
	return [['cancelBody', typeof cancelled === 'number' ? 'counts' : 'another form']];
}

/** How a webhook comes back from being created. */
export function createWebhookFindings({ body }: Answer): Finding[] {
	const fields = fieldsOf(body);
	const wrapper = ['data', 'webhook'].find((name) => name in fields);
	if (wrapper !== undefined) return [['webhookCreateBody', wrapper]];
	return [['webhookCreateBody', Object.keys(fields).length > 1 ? 'object' : 'id']];
}
