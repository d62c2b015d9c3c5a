import type { IWebhookFunctions } from 'n8n-workflow';

import { pathTo } from '../shared/requests/path';
import { openTransport } from '../shared/requests/transport';
import { readField, readObject } from '../shared/values/json';
import { textIn } from '../shared/deliveries/message';
import { IN_DELIVERY } from './media';

/** How long a name is kept, in ms, and how many of them. */
const KEPT = 10 * 60_000;
const MOST = 1_000;

interface Entry {
	name: Promise<string | undefined>;
	/** Whether it has come. */
	isHere: boolean;
	until: number;
}

/** By owner and group, the oldest first. */
const names = new Map<string, Entry>();

/** Whether a name is there without asking for it. */
export function isNamed(owner: string, groupId: string): boolean {
	return find(owner, groupId)?.isHere === true;
}

/**
 * The name of a group (`GET /v1/groups/{groupId}`), asked for once in ten minutes.
 * @param owner whose key asks
 * @returns undefined where it cannot be had, which is no failure, and is asked for again
 */
export async function groupName(
	context: IWebhookFunctions,
	owner: string,
	groupId: string,
): Promise<string | undefined> {
	const known = find(owner, groupId);
	if (known) return await known.name;
	const key = keyOf(owner, groupId);
	const name = ask(context, groupId).catch((error: Error) => {
		names.delete(key);
		context.logger.warn(`The name of a group could not be looked up: ${error.message}`);
		return undefined;
	});
	const entry = { name, isHere: false, until: performance.now() + KEPT };
	names.delete(key);
	names.set(key, entry);
	if (names.size > MOST) names.delete(names.keys().next().value as string);
	await name;
	entry.isHere = true;
	return await name;
}

const keyOf = (owner: string, groupId: string) => `${owner}\n${groupId}`;

function find(owner: string, groupId: string): Entry | undefined {
	const entry = names.get(keyOf(owner, groupId));
	return entry && entry.until > performance.now() ? entry : undefined;
}

async function ask(context: IWebhookFunctions, groupId: string): Promise<string | undefined> {
	const { send } = await openTransport(context, IN_DELIVERY);
	const body = await send({ method: 'GET', path: pathTo('/groups', groupId, 'groupId') });
	const group = readObject(body, 'group', 'data');
	return textIn(group && readField(group, 'subject', 'name'));
}
