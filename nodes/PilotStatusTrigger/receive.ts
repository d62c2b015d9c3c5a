import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { realSurroundings } from '../shared/requests/surroundings';
import { isObject } from '../shared/values/json';
import { hasSignature, hasToken } from './access';
import { Bursts } from './bursts';
import { identityOf, isWritten, talkOf } from '../shared/deliveries/message';
import { readDeliveries } from '../shared/deliveries/read';
import { mergeEvents, Relations } from './relations';
import type { Related } from './relations';
import { hasCalled, isWanted } from './filters';
import { needsMore, toBurstItem, toItem } from './item';
import { Repeats } from './repeats';
import type { Stored } from './repeats';
import { readSettings } from './settings';
import type { Settings } from './settings';

const time = realSurroundings(undefined);
const relations = new Relations();
const bursts = new Bursts(time, mergeEvents);
/** What each trigger has seen in this process. */
const memories = new Map<string, Repeats>();
/** Counts messages that cannot be told from others. */
let nameless = 0;

/** A delivery that the filters let through. */
interface Wanted {
	delivery: Related;
	/** What its copies have in common with it; undefined where there is no telling. */
	identity: string | undefined;
	/** Where its burst is gathered; undefined where it starts the workflow at once. */
	talk: string | undefined;
}

/**
 * Takes one delivery: checks who sends it, replies at once, and starts the workflow if it is wanted and new.
 * The API takes any 2xx as done, so from the reply on only n8n holds the message; anything else would come again.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const reply = (status: number, message: string): IWebhookResponseData => {
		this.getResponseObject().status(status).json({ message });
		return { noWebhookResponse: true };
	};
	if (!hasToken(this)) return reply(401, 'The token in the address is missing or wrong');
	const body = readBody(this);
	if (!body) return reply(400, 'Expected {"event": "…", "data": {…}}');
	const settings = readSettings(this);
	const owner = ownerOf(this);
	const wanted = findWanted(body, settings, owner);
	if (wanted.length === 0) return reply(200, 'Not subscribed to');
	if (!(await hasSignature(this, settings.signatureHeader))) {
		return reply(401, 'The signature is missing or wrong');
	}
	const memory = memories.get(owner) ?? new Repeats(time.now);
	memories.set(owner, memory);
	const stored = this.getWorkflowStaticData('node') as Stored;
	const releases: Array<() => void> = [];
	const fresh = wanted.filter(({ delivery, identity, talk }) => {
		if (!settings.skipDuplicates || identity === undefined) return true;
		const release = memory.claim(identity, stored);
		if (release) releases.push(release);
		else if (talk !== undefined) bursts.repeat(talk, identity, delivery);
		return release !== undefined;
	});
	const start = async (): Promise<IWebhookResponseData> => {
		const done = reply(200, fresh.length > 0 ? 'Received' : 'Received before');
		const burst = addToBurst(fresh, settings);
		const single = fresh.filter(({ talk }) => talk === undefined).map(({ delivery }) => delivery);
		const isHeld = burst ?? single.some((delivery) => needsMore(delivery, settings, owner));
		if (!isHeld) memory.save(stored);
		const items = burst
			? await burstItems(this, burst, settings, owner)
			: await Promise.all(
					single.map(async (delivery) => await toItem(this, delivery, settings, owner)),
				);
		return items.length > 0 ? { ...done, workflowData: [items] } : done;
	};
	return await start().catch((error: unknown) => {
		for (const release of releases) release();
		throw error;
	});
}

/** The JSON object that was posted; n8n makes objects of forms and XML as well. */
function readBody(context: IWebhookFunctions): IDataObject | undefined {
	const type = String((context.getHeaderData() as IDataObject)['content-type'] ?? '');
	const body: unknown = context.getBodyData();
	return /^\s*application\/json\b/i.test(type) && isObject(body) ? body : undefined;
}

/** Which trigger it is: the published one and its test have nothing in common. */
function ownerOf(context: IWebhookFunctions): string {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return [context.getWorkflow().id, context.getNode().id, mode].join('\n');
}

/** What a body holds for this workflow; it costs nothing but this look. */
function findWanted(body: IDataObject, settings: Settings, owner: string): Wanted[] {
	const now = Date.now();
	return readDeliveries(body)
		.map((delivery) => relations.relate(owner, delivery, now))
		.filter((delivery) => isWanted(delivery, settings, now))
		.map((delivery) => ({
			delivery,
			identity: identityOf(delivery),
			talk: talkIn(delivery, settings, owner),
		}))
		.filter(({ delivery, talk }) => {
			const isJudgedLater = talk !== undefined || !isWritten(delivery.event);
			return isJudgedLater || hasCalled([delivery], settings);
		});
}

function talkIn({ event, data }: Related, { burst }: Settings, owner: string): string | undefined {
	const talk = burst !== undefined && isWritten(event) ? talkOf(data) : undefined;
	return talk && `${owner}\n${talk}`;
}

/** Adds a message to its burst; whoever opens one gets all of it once it is over. */
function addToBurst([first]: Wanted[], { burst }: Settings): Promise<Related[]> | undefined {
	if (first?.talk === undefined || burst === undefined) return undefined;
	const { talk, identity = `nameless ${nameless++}`, delivery } = first;
	return bursts.add(talk, identity, burst, delivery);
}

/** The item of a burst once it is over; none where the words that the user asks for are not in it. */
async function burstItems(
	context: IWebhookFunctions,
	burst: Promise<Related[]>,
	settings: Settings,
	owner: string,
) {
	const messages = await withoutIsolate(context, burst);
	if (!hasCalled(messages, settings)) return [];
	return [await toBurstItem(context, messages, settings, owner)];
}

/**
 * Waits without the 11 MB that n8n keeps for the expressions of every delivery that is not done; older versions of n8n
 * have nothing to give back.
 */
async function withoutIsolate<T>(context: IWebhookFunctions, wait: Promise<T>): Promise<T> {
	const { workflow } = context as unknown as {
		workflow?: { expression?: Partial<Record<'releaseIsolate' | 'acquireIsolate', () => unknown>> };
	};
	const expression = workflow?.expression;
	await expression?.releaseIsolate?.();
	try {
		return await wait;
	} finally {
		await expression?.acquireIsolate?.();
	}
}
