import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { readField, readList, readObject } from '../shared/values/json';
import { failureFromOddResponse, mayBeDone, toNodeError } from '../shared/words/errors';
import { Failure, RequestFailure } from '../shared/words/failure';
import { pathTo } from '../shared/requests/path';
import { openTransport } from '../shared/requests/transport';
import type { Send } from '../shared/requests/request';
import { ownToken } from './access';
import { ALL_EVENTS, eventName } from './events';
import { checkSettings, readSettings } from './settings';

const hintForRefusal =
	"Compare 'Trigger On', and the public address of n8n (WEBHOOK_URL), with what the message says.";

const PUBLISH_AGAIN =
	'Publish again: a webhook that was registered all the same is found, and used or removed.';

/** One webhook at the API, as far as we need it. */
interface Registration {
	id: string;
	url: string;
	active: boolean;
	/** Undefined where the API does not show them. */
	events?: string[];
}

/** What a step of the lifecycle works with. */
interface Hook {
	context: IHookFunctions;
	send: Send;
	/** n8n's address of this node: production and test have one each. */
	address: string;
}

/** Opens the way to the API for one step; what goes wrong in it becomes n8n's own error. */
async function withHook<T>(context: IHookFunctions, step: (hook: Hook) => Promise<T>): Promise<T> {
	const address = context.getNodeWebhookUrl('default') as string;
	return await openTransport(context)
		.then(async ({ send }) => await step({ context, send, address }))
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(context.getNode(), error) : error;
		});
}

/**
 * Adopts the webhook that carries our address and mends it where it differs: paused, other events, another token
 * (lost static data, a restored backup), or there twice.
 * @returns whether there is one; every doubt throws, so that no second one is registered
 */
export async function adoptWebhook(context: IHookFunctions): Promise<boolean> {
	return await withHook(context, async ({ send, address }) => {
		warnIfPrivate(context, address);
		const wanted = await readWanted(context, address);
		const found = await findOurs(send, address);
		const [kept] = [...found].sort(
			(a, b) =>
				Number(differences(a, wanted) !== undefined) - Number(differences(b, wanted) !== undefined),
		);
		if (!kept) return false;
		const changes = differences(kept, wanted);
		if (changes) {
			const body = await send({
				method: 'PATCH',
				path: pathOf(kept.id),
				body: changes,
				hintForRefusal,
			});
			await requireEvents(send, kept.id, body, wanted.events);
		}
		for (const { id } of found.filter((one) => one !== kept)) {
			// Thrown, it would make n8n remove the one that fits as well.
			await removeWebhook(send, id).catch(({ message }: Error) =>
				context.logger.warn(`A second webhook at Pilot Status could not be removed: ${message}`),
			);
		}
		return true;
	});
}

/** Registers a webhook for our address (`POST /v1/webhooks`), and takes it back if it cannot bring what was picked. */
export async function registerWebhook(context: IHookFunctions): Promise<boolean> {
	return await withHook(context, async ({ send, address }) => {
		const { url, events } = await readWanted(context, address);
		const name = `n8n: ${context.getWorkflow().name ?? 'workflow'}`;
		const body = await send({
			method: 'POST',
			path: '/webhooks',
			body: { url, name, events },
			hintForRefusal,
			mayHave: 'The webhook may have been registered',
		}).catch((error: unknown) => {
			if (!(error instanceof RequestFailure) || !mayBeDone(error.facts.fate)) throw error;
			throw new Failure(error.sentence, PUBLISH_AGAIN, error.facts);
		});
		const id = toRegistration(body)?.id;
		if (!id) throw failureFromOddResponse(201, 'no id of the new webhook');
		await requireEvents(send, id, body, events).catch(async (error: unknown) => {
			// n8n removes it as well; what was dropped is the news.
			await removeWebhook(send, id).catch(() => {});
			throw error;
		});
		return true;
	});
}

/** Removes every webhook with our address and no other; one that is gone already is no failure. */
export async function removeWebhooks(context: IHookFunctions): Promise<boolean> {
	return await withHook(context, async ({ send, address }) => {
		const found = await findOurs(send, address);
		// All at once: one that cannot be removed does not save the others.
		await Promise.all(found.map(async ({ id }) => await removeWebhook(send, id)));
		return true;
	});
}

interface Wanted {
	url: string;
	active: true;
	events: string[];
}

/** What the webhook should be, from the settings, which are judged here: n8n asks before it registers anything. */
async function readWanted(context: IHookFunctions, address: string): Promise<Wanted> {
	const settings = readSettings(context);
	checkSettings(settings);
	if (settings.signatureHeader) await requireSecret(context);
	const token = ownToken(context.getWorkflowStaticData('node'));
	const events = settings.events.includes(ALL_EVENTS) ? [ALL_EVENTS] : settings.events;
	return { url: `${address}?token=${token}`, active: true, events };
}

async function requireSecret(context: IHookFunctions): Promise<void> {
	const { webhookSecret } = await context.getCredentials('pilotStatusApi');
	if (webhookSecret) return;
	throw new Failure(
		"'Signature Header' is set, but the credential has no 'Webhook Secret'",
		"Fill in 'Webhook Secret' in the credential, or remove 'Signature Header' from the options.",
	);
}

function warnIfPrivate(context: IHookFunctions, address: string): void {
	if (!isPrivate(address)) return;
	context.logger.warn(
		`Pilot Status cannot reach ${address} from outside: set WEBHOOK_URL to the public address of n8n, unless the API runs in the same network.`,
	);
}

/** Addresses that only the same machine or network reaches. */
function isPrivate(address: string): boolean {
	const { hostname } = new URL(address);
	if (hostname.startsWith('[')) return /^\[(::|f[cd]|fe80)/.test(hostname);
	if (!/^\d+(\.\d+){3}$/.test(hostname)) return !hostname.includes('.');
	return /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(hostname);
}

/** The webhooks of the key whose URL is our address, whatever follows it (`GET /v1/webhooks`). */
async function findOurs(send: Send, address: string): Promise<Registration[]> {
	const body = await send({ method: 'GET', path: '/webhooks' });
	const list = readList(body, 'webhooks', 'data');
	if (!list) throw failureFromOddResponse(200, 'no list of webhooks');
	return list
		.map(toRegistration)
		.filter((found) => found !== undefined)
		.filter(({ url }) => placeOf(url) === placeOf(address));
}

/** Address without query; the API may write host and port in another way than we did. */
function placeOf(url: string): string {
	if (!URL.canParse(url)) return url;
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

function toRegistration(value: unknown): Registration | undefined {
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
function differences(found: Registration, wanted: Wanted): IDataObject | undefined {
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
 */
async function requireEvents(send: Send, id: string, body: unknown, wanted: string[]) {
	const kept =
		toRegistration(body)?.events ??
		toRegistration(await send({ method: 'GET', path: pathOf(id) }))?.events;
	const missing = kept ? wanted.filter((event) => !kept.includes(event)) : [];
	if (missing.length === 0) return;
	const names = missing.map((event) => `'${eventName(event)}'`).join(', ');
	throw new Failure(
		`This WhatsApp number cannot send ${names}: remove ${missing.length > 1 ? 'these events' : 'this event'} from 'Trigger On'`,
		'What a number can send depends on how it is connected: calls need a Meta number, newsletters a number paired by QR code, and groups on Meta an approved Official Business Account.',
	);
}

async function removeWebhook(send: Send, id: string): Promise<void> {
	await send({ method: 'DELETE', path: pathOf(id) }).catch((error: unknown) => {
		if (!(error instanceof Failure && error.facts.statusCode === 404)) throw error;
	});
}

const pathOf = (id: string) => pathTo('/webhooks', id, 'id of the webhook');
