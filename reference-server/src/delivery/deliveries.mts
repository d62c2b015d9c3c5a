import type { Clock } from '../whatsapp/clock.mts';
import { createAgent, deliveryHeaders, post } from './delivery-post.mts';
import type { PostResult, Signing } from './delivery-post.mts';
import { arrivalEvents, statusEvent } from '../whatsapp/messages/message-events.mts';
import type { Message, Webhook } from '../whatsapp/model.mts';
import { emittableEvents } from '../whatsapp/engines/features.mts';
import { WEBHOOK_EVENTS } from '../whatsapp/webhook-events.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';
import type { Shapes } from '../protocol/shapes.mts';
import { numberById } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import { engineCallBody, eventBody, nativeMetaBody } from './event-body.mts';
import type { DeliveryBody } from './event-body.mts';
import { arrivalData, statusData } from './event-data.mts';
import { tellHappenings } from './happenings.mts';
import type { WebhookData } from './event-data.mts';

/** No response within this many milliseconds is a failure. The API documents none: our choice. */
export const RESPONSE_TIME_MS = 10_000;

/** Waits before the second to fifth attempt, in milliseconds. Our choice as well. */
export const RETRY_AFTER_MS: readonly number[] = [1000, 2000, 4000, 8000];

/** One attempt at one delivery, and what came of it. */
export interface DeliveryAttempt {
	/** 1-based, over all webhooks, in order of their start. */
	n: number;
	/** When it started (while it waits: when it was put in line), by the server's clock, in milliseconds since the epoch. */
	at: number;
	webhookId: string;
	url: string;
	event: string;
	/** 1 to 5. */
	attempt: number;
	/** As sent, names in lower case. */
	headers: Record<string, string>;
	/** The text whose UTF-8 bytes were sent. */
	rawBody: string;
	body: DeliveryBody;
	/** FAILED for anything but a 2xx; undefined while there is no response, and for dropped attempts. */
	status?: 'SUCCESS' | 'FAILED';
	/** Null when no whole response came. */
	statusCode?: number | null;
	/** Why none came, such as ECONNREFUSED. */
	problem?: string;
}

/** What brings events to the webhooks that asked for them. */
export interface Deliveries {
	/** The newest attempts, in order of their start. */
	attempts: DeliveryAttempt[];
	/** Undefined: not signed. */
	signing: Signing | undefined;
	/**
	 * Delivers an event to whoever subscribed to it, and gives the first attempts.
	 *
	 * @throws Error for an unknown number, an event that its provider cannot emit, a closed server
	 */
	deliver(event: string, data: WebhookData, to: { numberId: string }): DeliveryAttempt[];
	/**
	 * Sends the bytes of an earlier attempt to its webhook again, with all retries.
	 *
	 * @throws Error when the webhook is gone or paused, or the server closed
	 */
	redeliver(attempt: DeliveryAttempt): DeliveryAttempt;
	/** Resolves once no attempt is running; what waits for its next attempt does not count. */
	settled(): Promise<void>;
	/** Ends running attempts, without logs, and forgets all there were; not signed any more. */
	reset(): void;
	/** Ends running attempts and listens to the state no longer. */
	close(): Promise<void>;
}

/**
 * Listens to the state and delivers from now on. What waits, waits on the clock and goes with it.
 *
 * @param attemptLimit how many attempts are kept to be looked at, here and in each webhook's log
 * @param atOnce how many attempts run at the same time; what is more waits, and its time has not begun
 */
export function createDeliveries(
	state: State,
	shapes: Shapes,
	clock: Clock,
	attemptLimit: number,
	atOnce: number,
): Deliveries {
	const agent = createAgent();
	const running = new Set<AbortController>();
	const waiting: Array<() => void> = [];
	let settling: Array<() => void> = [];
	let closed = false;

	const onInbound = (message: Message) => {
		for (const event of arrivalEvents(message, shapes.webhookReplyEvents)) arrive(message, event);
		emitNative(message);
	};
	const onChange = (message: Message) => {
		const event = statusEvent(message);
		if (event) {
			emit(message.numberId, event, eventBody(event, statusData(state, message, shapes)));
			emitNative(message);
		}
		const own = message.status === 'SENT' && message.groupId !== null;
		if (own && shapes.webhookOwnMessages === 'present') arrive(message, 'message.group');
	};
	state.events.on('inbound message', onInbound);
	state.events.on('message changed', onChange);

	const deliveries: Deliveries = {
		attempts: [],
		signing: undefined,
		deliver(event, data, { numberId }) {
			const known = WEBHOOK_EVENTS.find((one) => one === event);
			const number = numberById(state, numberId);
			if (known && (known === '*' || !emittableEvents(number, [known]).length)) {
				throw new Error(`the number ${number.name} cannot emit ${event}`);
			}
			const attempts = emit(numberId, event, eventBody(event, data));
			const engine = engineCallBody(event, data, number);
			if (engine && shapes.callEvents === 'present') emit(numberId, event, engine);
			return attempts;
		},
		redeliver({ webhookId, rawBody }) {
			const webhook = activeWebhook(webhookId);
			if (!webhook) throw new Error(`the webhook ${webhookId} is gone or paused`);
			return start(webhook, rawBody, 1);
		},
		settled: () =>
			running.size ? new Promise((resolve) => settling.push(resolve)) : Promise.resolve(),
		reset() {
			drop();
			deliveries.attempts.length = 0;
			deliveries.signing = undefined;
		},
		async close() {
			state.events.off('inbound message', onInbound);
			state.events.off('message changed', onChange);
			stopTelling();
			closed = true;
			drop();
			await agent.destroy();
		},
	};
	const stopTelling = tellHappenings(state, shapes, deliveries.deliver);
	return deliveries;

	function arrive(message: Message, event: WebhookEvent): void {
		emit(message.numberId, event, eventBody(event, arrivalData(state, message, event, shapes)));
	}

	/** Meta's own body beside the API's, to `*` alone. */
	function emitNative(message: Message): void {
		const number = numberById(state, message.numberId);
		if (number.provider !== 'meta' || shapes.webhookNative === 'absent') return;
		emit(number.id, '*', nativeMetaBody(number, message));
	}

	function emit(numberId: string, event: string, body: DeliveryBody): DeliveryAttempt[] {
		const rawBody = JSON.stringify(body);
		return state.webhooks
			.filter((webhook) => webhook.numberId === numberId && webhook.active)
			.filter(({ events }: { events: string[] }) => events.includes('*') || events.includes(event))
			.map((webhook) => start(webhook, rawBody, 1));
	}

	function start(webhook: Webhook, rawBody: string, attempt: number): DeliveryAttempt {
		if (closed) throw new Error('the server is closed');
		const bytes = Buffer.from(rawBody);
		const body = JSON.parse(rawBody) as DeliveryAttempt['body'];
		const entry: DeliveryAttempt = {
			n: (deliveries.attempts.at(-1)?.n ?? 0) + 1,
			at: clock.now(),
			webhookId: webhook.id,
			url: webhook.url,
			event: String(body.event ?? body.object),
			attempt,
			headers: deliveryHeaders(bytes, deliveries.signing),
			rawBody,
			body,
		};
		deliveries.attempts.push(entry);
		if (deliveries.attempts.length > attemptLimit) deliveries.attempts.shift();
		webhook.lastTriggered = new Date(entry.at).toISOString();
		state.events.emit('changed');
		waiting.push(() => {
			if (activeWebhook(webhook.id)) void run(webhook, entry, bytes);
		});
		runNext();
		return entry;
	}

	function runNext(): void {
		while (waiting.length && running.size < atOnce) waiting.shift()!();
	}

	async function run(webhook: Webhook, entry: DeliveryAttempt, bytes: Buffer): Promise<void> {
		const controller = new AbortController();
		running.add(controller);
		entry.at = clock.now();
		const late = new Error(`no response within ${RESPONSE_TIME_MS} ms`);
		const stopTimer = clock.after(RESPONSE_TIME_MS, () => controller.abort(late));
		const result = await post(agent, entry.url, entry.headers, bytes, controller.signal);
		stopTimer();
		// Dropped meanwhile: nothing of it may reach the state, which can be another one by now.
		if (!running.delete(controller)) return;
		note(webhook, entry, result);
		if (entry.status === 'FAILED') retryLater(entry);
		runNext();
		settleIfIdle();
	}

	/** One log per attempt; its time is the attempt's end, so that the newest one comes first. */
	function note(webhook: Webhook, entry: DeliveryAttempt, result: PostResult): void {
		const { statusCode, response, problem } = result;
		const success = statusCode !== null && statusCode >= 200 && statusCode < 300;
		entry.status = success ? 'SUCCESS' : 'FAILED';
		entry.statusCode = statusCode;
		if (problem !== undefined) entry.problem = problem;
		const now = clock.now();
		webhook.logs.unshift({
			event: entry.event,
			status: entry.status,
			statusCode,
			payload: entry.body,
			response,
			durationMs: now - entry.at,
			createdAt: new Date(now).toISOString(),
		});
		webhook.logs.splice(attemptLimit);
		state.events.emit('changed');
	}

	/** A webhook that was paused or deleted meanwhile gets no more; a new URL is used (our choice). */
	function retryLater({ webhookId, rawBody, attempt }: DeliveryAttempt): void {
		const wait = RETRY_AFTER_MS[attempt - 1];
		if (wait === undefined) return;
		clock.after(wait, () => {
			const webhook = activeWebhook(webhookId);
			if (webhook) start(webhook, rawBody, attempt + 1);
		});
	}

	function activeWebhook(webhookId: string): Webhook | undefined {
		return state.webhooks.find(({ id, active }) => id === webhookId && active);
	}

	function drop(): void {
		const dropped = [...running];
		running.clear();
		waiting.length = 0;
		for (const controller of dropped) controller.abort(new Error('dropped'));
		settleIfIdle();
	}

	function settleIfIdle(): void {
		if (running.size) return;
		const waiting = settling;
		settling = [];
		for (const resolve of waiting) resolve();
	}
}
