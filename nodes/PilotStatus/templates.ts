import type { IDataObject } from 'n8n-workflow';

import { isObject, readField, readList, readObject } from '../shared/values/json';
import { pathTo } from '../shared/requests/path';
import { failureFromOddResponse, ofThisKey } from '../shared/words/errors';
import { ADVICE } from '../shared/words/codes';
import { quote } from '../shared/words/failure';
import type { ApiRequest, Send } from '../shared/requests/request';

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

/** Names of the `{{ placeholders }}` in a text or an object of texts, each once, in order. */
export function placeholders(value: unknown): string[] {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	const found = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name!.trim());
	return [...new Set(found.filter((name) => name !== ''))];
}

/**
 * What a template says, as `{ header?, body: { text }, footer?, buttons? }`, whichever open form the API gives: text,
 * that object, or the object as a JSON text.
 */
export function bodyOf(template: IDataObject): IDataObject {
	const version = readField(template, 'latestVersion');
	const latest = isObject(version) ? version : {};
	const given = readField(template, 'body') ?? readField(latest, 'body') ?? '';
	const unpacked = typeof given === 'string' ? unpack(given) : given;
	const body = isObject(unpacked) ? unpacked : { body: { text: given } };
	const beside = readField(template, 'buttons') ?? readField(latest, 'buttons');
	const buttons = readList(readField(body, 'buttons') ?? beside) ?? [];
	return { ...body, ...(buttons.length > 0 && { buttons }) } as IDataObject;
}

function unpack(text: string): unknown {
	if (!text.trimStart().startsWith('{')) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
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
	const { buttons = [], ...texts } = bodyOf(template);
	const labels = (buttons as unknown[]).map(labelOf);
	const needed = placeholders([texts.header, texts.body, texts.footer, labels]);
	const inButtons = placeholders(buttons);
	const listed = [...variableNames(template.variables), ...variableNames(latest.variables)];
	const id = String(readField(template, 'id') ?? readField(template, 'name') ?? '');
	const metaStatus = readField(template, 'metaStatus');
	return {
		id,
		name: String(readField(template, 'name') ?? id),
		category: String(readField(template, 'category') ?? ''),
		obstacle: obstacleTo(readField(template, 'sendable'), metaStatus),
		variables: [...new Set([...listed, ...needed, ...inButtons])],
		needed,
	};
}

const labelOf = (button: unknown) => (isObject(button) ? readField(button, 'text') : button);

/** All templates of the number as the API gives them, in its order (`GET /v1/templates`). */
export async function listTemplates(send: Send): Promise<IDataObject[]> {
	const list = readList(await send({ method: 'GET', path: '/templates' }), 'templates', 'data');
	if (!list) throw failureFromOddResponse(200, 'no list of templates');
	return list.filter(isObject);
}

/** Where a template is, and how a 404 names it. */
export function templatePath(idOrName: string): Pick<ApiRequest, 'path' | 'about' | 'advice'> {
	const { hint } = ADVICE.TEMPLATE_NOT_FOUND;
	const sentence = `Pilot Status does not know the template ${quote(idOrName)}`;
	return {
		path: pathTo('/templates', idOrName, 'Template'),
		about: ofThisKey('template', idOrName),
		advice: { TEMPLATE_NOT_FOUND: { sentence, hint } },
	};
}

/**
 * One template as the API gives it (`GET /v1/templates/{id or name}`).
 * @returns undefined when the response holds none
 */
export async function getTemplate(send: Send, idOrName: string): Promise<IDataObject | undefined> {
	return readTemplate(await send({ method: 'GET', ...templatePath(idOrName) }));
}

/** The template in a response, bare or wrapped; undefined where there is none. */
export function readTemplate(response: unknown): IDataObject | undefined {
	const template = readObject(response, 'template', 'data');
	const sign = template && readField(template, 'id', 'name', 'body');
	return sign === undefined ? undefined : template;
}
