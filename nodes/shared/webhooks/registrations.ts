import { pathTo } from '../requests/path';
import type { Send } from '../requests/request';
import { readField, readList, readObject } from '../values/json';
import { failureFromOddResponse } from '../words/errors';
import { Failure } from '../words/failure';

/** One webhook at the API, as far as we need it (section 5 of the API's documentation, also of all that follows). */
export interface Registration {
	id: string;
	name: string;
	url: string;
	active: boolean;
	/** Undefined where the API does not show them. */
	events?: string[];
	/** Ids of the numbers that it belongs to, as one text; undefined where the API does not show them. */
	numbers?: string;
	/** When it was made, as the API wrote it; empty where it does not show that. */
	createdAt: string;
}

/**
 * All webhooks that the key may see: those of its number, or of all numbers of a tenant.
 * @throws Failure for an answer without a list
 */
export async function listWebhooks(send: Send): Promise<Registration[]> {
	const list = readList(await send({ method: 'GET', path: '/webhooks' }), 'webhooks', 'data');
	if (!list) throw failureFromOddResponse(200, 'no list of webhooks');
	return list.map(toRegistration).filter((found) => found !== undefined);
}

/** A webhook from the API's answers, bare or wrapped; undefined where it has no id. */
export function toRegistration(value: unknown): Registration | undefined {
	const webhook = readObject(value, 'webhook', 'data');
	const id = webhook && readField(webhook, 'id');
	if (!webhook || id === undefined) return undefined;
	const events = readField(webhook, 'events');
	const numbers = readField(webhook, 'whatsappNumberIds');
	return {
		id: String(id),
		name: String(readField(webhook, 'name') ?? ''),
		url: String(readField(webhook, 'url') ?? ''),
		active: readField(webhook, 'active') !== false,
		events: Array.isArray(events) ? events.map(String) : undefined,
		numbers: Array.isArray(numbers) ? JSON.stringify(numbers) : undefined,
		createdAt: String(readField(webhook, 'createdAt') ?? ''),
	};
}

/**
 * The events that the API keeps of a webhook: what the number's provider cannot emit is dropped silently. Where the
 * answer has no list the webhook itself is asked.
 * @param body the answer to what made or changed it
 * @returns undefined where nobody can tell
 */
export async function keptEvents(
	send: Send,
	id: string,
	body: unknown,
): Promise<string[] | undefined> {
	return (
		toRegistration(body)?.events ??
		toRegistration(await send({ method: 'GET', path: webhookPath(id) }))?.events
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
