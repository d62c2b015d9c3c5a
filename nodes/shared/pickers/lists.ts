import type { IDataObject } from 'n8n-workflow';

import { isObject, readField, readList } from '../values/json';
import { failureFromOddAnswer } from '../words/errors';
import type { Send } from '../requests/transport';

/** A group or newsletter as lists give it; the API's own extra fields stay. */
export interface Chat extends IDataObject {
	id: string;
	name: string;
}

/** All groups of the number, in the API's order (`GET /v1/groups`, which has no paging). */
export async function listGroups(send: Send): Promise<Chat[]> {
	return toChats(await send({ method: 'GET', path: '/groups' }), 'groups');
}

/** All newsletters of the number, in the API's order (`GET /v1/newsletters`). */
export async function listNewsletters(send: Send): Promise<Chat[]> {
	return toChats(await send({ method: 'GET', path: '/newsletters' }), 'newsletters');
}

function toChats(body: unknown, name: string): Chat[] {
	const list = readList(body, name, 'data');
	if (!list) throw failureFromOddAnswer(200, `no list of ${name}`);
	return list.filter(isObject).map((chat) => ({
		...chat,
		id: String(readField(chat, 'id', 'jid') ?? ''),
		name: String(readField(chat, 'name', 'subject') ?? ''),
	}));
}
