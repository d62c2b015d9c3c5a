import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { isObject, withoutError } from '../shared/values/json';
import { hasSignature, hasToken } from './access';
import { ALL_EVENTS, WRITTEN_EVENTS } from './events';
import { download } from './media';
import { claim } from './repeats';
import { readSettings } from './settings';
import type { Settings } from './settings';

/** What the API posts (section 5 of its documentation). */
interface Delivery {
	event: string;
	data: IDataObject;
}

/** Names of the newest documentation, and what older captures had in their place. */
const OLDER_NAMES = { from: 'fromNumber', participantName: 'fromName', createdAt: 'happenedAt' };

/**
 * Takes one delivery: checks who sends it, replies at once, and starts the workflow if it is wanted and new.
 * The API takes any 2xx as done, so from the reply on only n8n holds the message.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const reply = (status: number, message: string): IWebhookResponseData => {
		this.getResponseObject().status(status).json({ message });
		return { noWebhookResponse: true };
	};
	if (!hasToken(this)) return reply(401, 'The token in the address is missing or wrong');
	const settings = readSettings(this);
	const delivery = readDelivery(this.getBodyData());
	if (!delivery) return reply(400, 'Expected {"event": "…", "data": {…}}');
	if (!isWanted(delivery, settings)) return reply(200, 'Not subscribed to');
	if (!(await hasSignature(this, settings.signatureHeader))) {
		return reply(401, 'The signature is missing or wrong');
	}
	// A number comes and goes again and again, perhaps under one id.
	const isOnce = settings.skipDuplicates && !delivery.event.startsWith('number.');
	const id = isOnce ? idOf(delivery.data) : undefined;
	const claimed = claim(this, delivery.event, id);
	if (!claimed) return reply(200, 'Received before');
	const start = async () => {
		const item = toItem(delivery);
		reply(200, 'Received');
		const whole = await withMedia(this, item, settings);
		claimed.renew();
		return { noWebhookResponse: true, workflowData: [[whole]] };
	};
	return await start().catch((error: unknown) => {
		claimed.release();
		throw error;
	});
}

function readDelivery(body: unknown): Delivery | undefined {
	if (!isObject(body)) return undefined;
	const { event, data } = body;
	return typeof event === 'string' && isObject(data) ? { event, data } : undefined;
}

function isWanted({ event, data }: Delivery, settings: Settings): boolean {
	const { events, groups, includeOwnMessages } = settings;
	if (!events.includes(ALL_EVENTS) && !events.includes(event)) return false;
	if (!includeOwnMessages && data.fromMe === true && WRITTEN_EVENTS.includes(event)) return false;
	return groups.length === 0 || typeof data.groupId !== 'string' || groups.includes(data.groupId);
}

/** What tells a delivery from others of its event; statuses carry the id of the send under another name. */
function idOf({ id, internalMessageId, messageId }: IDataObject): string | undefined {
	const found = [id, internalMessageId, messageId].find(
		(value) => typeof value === 'number' || (typeof value === 'string' && value !== ''),
	);
	return found === undefined ? undefined : String(found);
}

/** The API's own data with the newest names. */
function toItem({ event, data }: Delivery): IDataObject {
	const json = withoutError({ ...data, event });
	for (const [name, older] of Object.entries(OLDER_NAMES)) {
		const value = data[name] ?? data[older];
		if (value !== undefined) json[name] = value;
	}
	return json;
}

async function withMedia(
	context: IWebhookFunctions,
	json: IDataObject,
	{ downloadMedia, maxMediaSize }: Settings,
): Promise<INodeExecutionData> {
	if (!downloadMedia || !json.mediaLink) return { json };
	const file = await download(context, json, maxMediaSize);
	if (typeof file === 'string') return { json: { ...json, mediaError: file } };
	return { json, binary: { data: file } };
}
