import type { IHookFunctions } from 'n8n-workflow';

import type { Send } from '../shared/requests/request';
import { openTransport } from '../shared/requests/transport';
import { isPrivate } from '../shared/values/address';
import {
	listWebhooks,
	removeWebhook,
	toRegistration,
	webhookPath,
} from '../shared/webhooks/registrations';
import { questionsIn, sameNumber, sweep } from '../shared/webhooks/questions';
import { failureFromOddResponse, mayBeDone, toNodeError } from '../shared/words/errors';
import { Failure, RequestFailure } from '../shared/words/failure';
import { ownToken } from './access';
import { ALL_EVENTS } from './events';
import { differences, findOurs, requireEvents } from './registrations';
import type { Wanted } from './registrations';
import { checkSettings, readSettings } from './settings';

const hintForRefusal =
	"Compare 'Trigger On', and the public address of n8n (WEBHOOK_URL), with what the message says.";

const PUBLISH_AGAIN =
	'Publish again: a webhook that was registered all the same is found, and used or removed.';

/** Events of which some messages come as `message.reply` alone (section 5 of the API's documentation). */
const WITH_REPLIES = ['message.group', 'message.received'];

/** What a step of the lifecycle works with. */
interface Hook {
	context: IHookFunctions;
	send: Send;
	/** n8n's address of this node: production and test have one each. */
	address: string;
	/** The address with the token, as it is registered. */
	url: string;
}

/**
 * Opens the way to the API for one step; what goes wrong in it becomes n8n's own error. It goes to n8n's log as well:
 * n8n shows a workflow as published before it registers anything, and shows nowhere that it could not.
 */
async function withHook<T>(
	context: IHookFunctions,
	step: (hook: Hook) => Promise<T>,
	isPublishing = true,
): Promise<T> {
	const address = context.getNodeWebhookUrl('default') as string;
	const url = `${address}?token=${ownToken(context)}`;
	return await openTransport(context)
		.then(async ({ send }) => await step({ context, send, address, url }))
		.catch((error: unknown) => {
			if (!(error instanceof Failure)) throw error;
			if (isPublishing) {
				context.logger.error(
					`'${context.getNode().name}' in the workflow '${context.getWorkflow().name}' hears nothing from Pilot Status until this is mended: ${error.sentence}. ${error.hint} Then publish the workflow again.`,
				);
			}
			throw toNodeError(context.getNode(), error);
		});
}

/**
 * Clears away the questions of Send and Wait that are over on the same number, and
 * adopts the webhook that carries our address and mends it where it differs: paused, other events, another token
 * (lost static data, a restored backup), another address of n8n, or there twice.
 * @returns whether there is one; every doubt throws, so that no second one is registered
 */
export async function adoptWebhook(context: IHookFunctions): Promise<boolean> {
	return await withHook(context, async ({ send, address, url }) => {
		warnIfPrivate(context, address);
		const wanted = readWanted(context, url);
		const list = await listWebhooks(send);
		const found = findOurs(list, url);
		const [kept] = [...found].sort(
			(a, b) =>
				Number(differences(a, wanted) !== undefined) - Number(differences(b, wanted) !== undefined),
		);
		await sweep(send, questionsIn(sameNumber(list, kept)));
		if (!kept) return false;
		const changes = differences(kept, wanted);
		if (changes) {
			const path = webhookPath(kept.id);
			const body = await send({ method: 'PATCH', path, body: changes, hintForRefusal });
			await requireEvents(send, kept.id, body, wanted.picked);
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
	return await withHook(context, async ({ send, url }) => {
		const { events, picked } = readWanted(context, url);
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
		await requireEvents(send, id, body, picked).catch(async (error: unknown) => {
			// n8n removes it as well; what was dropped is the news.
			await removeWebhook(send, id).catch(() => {});
			throw error;
		});
		return true;
	});
}

/** Removes every webhook of this node and no other; one that is gone already is no failure. */
export async function removeWebhooks(context: IHookFunctions): Promise<boolean> {
	return await withHook(
		context,
		async ({ send, url }) => {
			const found = findOurs(await listWebhooks(send), url);
			// All at once: one that cannot be removed does not save the others.
			await Promise.all(found.map(async ({ id }) => await removeWebhook(send, id)));
			return true;
		},
		false,
	);
}

/** What the webhook should be, from the settings, which are judged here: n8n asks before it registers anything. */
function readWanted(context: IHookFunctions, url: string): Wanted {
	const settings = readSettings(context);
	checkSettings(settings);
	const picked = settings.events.includes(ALL_EVENTS) ? [ALL_EVENTS] : settings.events;
	// Some messages come as a reply and as nothing else.
	const isWritten = picked.some((event) => WITH_REPLIES.includes(event));
	const events = isWritten ? [...new Set([...picked, 'message.reply'])] : picked;
	return { url, active: true, events, picked };
}

function warnIfPrivate(context: IHookFunctions, address: string): void {
	if (!isPrivate(new URL(address))) return;
	context.logger.warn(
		`Pilot Status cannot reach ${address} from outside: set WEBHOOK_URL to the public address of n8n, unless the API runs in the same network.`,
	);
}
