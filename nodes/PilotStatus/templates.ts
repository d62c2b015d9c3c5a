import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { isObject, readField, readList, readObject } from '../shared/values/json';
import { pathTo } from '../shared/requests/path';
import { failureFromOddResponse, ofThisKey } from '../shared/words/errors';
import type { Send } from '../shared/requests/request';

/** A message template as the nodes need it. */
export interface Template {
	id: string;
	name: string;
	category: string;
	/** Its state and why it cannot be sent, or undefined when it can. */
	obstacle?: string;
	/** Variables in the order of the API's list, then those that only body and buttons name. */
	variables: string[];
	/** Those that body or buttons name: the API refuses a message without them. */
	needed: string[];
}

/** `{{ placeholders }}` of a text, in order. */
function placeholders(text: unknown): string[] {
	if (typeof text !== 'string') return [];
	const found = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name!.trim());
	return found.filter((name) => name !== '');
}

/** Names in a list of variables: texts, or objects with `name` or `key` (section 4, open point). */
function variableNames(list: unknown): string[] {
	if (!Array.isArray(list)) return [];
	return list
		.map((entry) => (isObject(entry) ? readField(entry, 'name', 'key') : entry))
		.filter((name) => typeof name === 'string' || typeof name === 'number')
		.map(String);
}

/** What the states of Meta mean for whoever wants to send the template. */
const STATES: Readonly<Record<string, string>> = {
	PENDING: 'PENDING, Meta has not decided yet',
	REJECTED: 'REJECTED, Meta has refused it',
	DISABLED: 'DISABLED, Meta has switched it off',
};

function obstacleTo(sendable: unknown, metaStatus: unknown): string | undefined {
	const waits = typeof metaStatus === 'string' && metaStatus !== 'APPROVED';
	if (sendable === true || (sendable === undefined && !waits)) return undefined;
	return waits ? (STATES[metaStatus] ?? metaStatus) : 'it has no version for that';
}

/**
 * A template from `GET /v1/templates`, in any of its open forms.
 * The API's list of variables is renewed only when a new version is saved, so the `{{…}}` of body and buttons count too.
 */
export function toTemplate(raw: unknown): Template | undefined {
	const template = readObject(raw, 'template', 'data');
	if (!template) return undefined;
	const version = readField(template, 'latestVersion');
	const latest = isObject(version) ? version : {};
	const parts = partsOf(readField(template, 'body') ?? readField(latest, 'body'));
	const buttons = [
		...(readList(readField(template, 'buttons') ?? readField(latest, 'buttons')) ?? []),
		...(readList(parts.buttons) ?? []),
	];
	const texts = [parts.header, parts.body, parts.footer, ...buttons].map(textOf);
	const needed = texts.flatMap(placeholders);
	const inButtons = buttons.flatMap(textsOf).flatMap(placeholders);
	const listed = [...variableNames(template.variables), ...variableNames(latest.variables)];
	const id = String(readField(template, 'id') ?? readField(template, 'name') ?? '');
	const metaStatus = readField(template, 'metaStatus');
	return {
		id,
		name: String(readField(template, 'name') ?? id),
		category: String(readField(template, 'category') ?? ''),
		obstacle: obstacleTo(readField(template, 'sendable'), metaStatus),
		variables: [...new Set([...listed, ...needed, ...inButtons])],
		needed: [...new Set(needed)],
	};
}

/** A template's body by its parts: it is text, an object of parts, or that object as JSON text (section 4, open point). */
function partsOf(body: unknown): IDataObject {
	const isJson = typeof body === 'string' && /^\s*\{\s*"/.test(body);
	const parts: unknown = isJson ? jsonParse(body, { fallbackValue: body }) : body;
	return isObject(parts) ? parts : { body: parts as string };
}

const textOf = (part: unknown) => (isObject(part) ? readField(part, 'text') : part);
const textsOf = (button: unknown) => (isObject(button) ? Object.values(button) : [button]);

/** All templates of the number, in the API's order (`GET /v1/templates`). */
export async function listTemplates(send: Send): Promise<Template[]> {
	const list = readList(await send({ method: 'GET', path: '/templates' }), 'templates', 'data');
	if (!list) throw failureFromOddResponse(200, 'no list of templates');
	return list.map(toTemplate).filter((template) => template !== undefined);
}

/**
 * One template (`GET /v1/templates/{id or name}`).
 * @returns undefined when the response holds none
 */
export async function getTemplate(send: Send, idOrName: string): Promise<Template | undefined> {
	const path = pathTo('/templates', idOrName, 'Template');
	return toTemplate(await send({ method: 'GET', path, about: ofThisKey('template', idOrName) }));
}
