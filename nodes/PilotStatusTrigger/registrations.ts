import type { IDataObject } from 'n8n-workflow';

import { pathTo } from '../shared/requests/path';
import type { Send } from '../shared/requests/request';
import { readField, readList, readObject } from '../shared/values/json';
import { failureFromOddResponse } from '../shared/words/errors';
import { Failure } from '../shared/words/failure';
import { ALL_EVENTS, eventName } from './events';

/** One webhook at the API, as far as we need it. */
export interface Registration {
	id: string;
	url: string;
	active: boolean;
	/** Undefined where the API does not show them. */
	events?: string[];
}

/** What the webhook should be. */
export interface Wanted {
	/** n8n's address of this node, with the token. */
	url: string;
	active: true;
	events: string[];
	/** Those of the events that the user picked: without one of them, the webhook is of no use. */
	picked: string[];
}

/**
 * The webhooks of this node (`GET /v1/webhooks`): those whose URL is its address, whatever follows it, and those that
 * carry its path and token at an address that n8n had before.
 */
export async function findOurs(send: Send, url: string): Promise<Registration[]> {
	const body = await send({ method: 'GET', path: '/webhooks' });
	const list = readList(body, 'webhooks', 'data');
	if (!list) throw failureFromOddResponse(200, 'no list of webhooks');
	const ours = placeOf(url);
	return list
		.map(toRegistration)
		.filter((found) => found !== undefined)
		.filter((found) => {
			const place = placeOf(found.url);
			const hasMoved = place.path === ours.path && place.token === ours.token;
			return hasMoved || place.address === ours.address;
		});
}

/** The parts of a URL that tell whose it is; the API may write host and port in another way than we did. */
function placeOf(url: string): { address: string; path?: string; token?: string | null } {
	if (!URL.canParse(url)) return { address: url };
	const { origin, pathname, searchParams } = new URL(url);
	return { address: origin + pathname, path: pathname, token: searchParams.get('token') };
}

/** A webhook from the API's answers, bare or wrapped (section 5 of its documentation); undefined where it has no id. */
export function toRegistration(value: unknown): Registration | undefined {
	const webhook = readObject(value, 'webhook', 'data');
	const id = webhook && readField(webhook, 'id');
	if (!webhook || id === undefined) return undefined;
	const events = readField(webhook, 'events');
	return {
		id: String(id),
		url: String(readField(webhook, 'url') ?? ''),
		active: readField(webhook, 'active') !== false,
		events: Array.isArray(events) ? events.map(String) : undefined,
	};
}

/** What a PATCH has to change, or undefined when the webhook fits. */
export function differences(found: Registration, wanted: Wanted): IDataObject | undefined {
	const { events } = found;
	const sameEvents =
		events?.length === wanted.events.length && wanted.events.every((one) => events.includes(one));
	const changes = {
		...(found.url !== wanted.url && { url: wanted.url }),
		...(!found.active && { active: true }),
		...(!sameEvents && { events: wanted.events }),
	};
	return Object.keys(changes).length > 0 ? changes : undefined;
}

/**
 * Compares the events that the API keeps with those that were picked: what the number's provider cannot emit is
 * dropped silently. Where the answer has no list the webhook itself is asked; where that has none, nobody can tell.
 * For all events, the API may keep each by its name.
 */
export async function requireEvents(
	send: Send,
	id: string,
	body: unknown,
	picked: string[],
): Promise<void> {
	const kept =
		toRegistration(body)?.events ??
		toRegistration(await send({ method: 'GET', path: webhookPath(id) }))?.events;
	const isKept = (event: string, all: string[]) =>
		event === ALL_EVENTS ? all.length > 0 : all.includes(event);
	const missing = kept ? picked.filter((event) => !isKept(event, kept)) : [];
	if (missing.length === 0) return;
	const names = missing.map((event) => `'${eventName(event)}'`).join(', ');
	throw new Failure(
		`This WhatsApp number cannot send ${names}: remove ${missing.length > 1 ? 'these events' : 'this event'} from 'Trigger On'`,
		'What a number can send depends on how it is connected: calls need a Meta number, newsletters a number paired by QR code, and groups on Meta an approved Official Business Account.',
	);
}

/** `DELETE /v1/webhooks/{id}`; one that is gone already is no failure. */
export async function removeWebhook(send: Send, id: string): Promise<void> {
	await send({ method: 'DELETE', path: webhookPath(id) }).catch((error: unknown) => {
		if (!(error instanceof Failure && error.facts.statusCode === 404)) throw error;
	});
}

/** Where a webhook is. */
export const webhookPath = (id: string) => pathTo('/webhooks', id, 'ID of the webhook');
