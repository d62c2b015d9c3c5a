import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../requests/request';
import { isObject, readField, readList } from '../values/json';
import { failureFromOddResponse } from '../words/errors';

/** A group or newsletter as lists give it; the API's own extra fields stay. */
export interface Chat extends IDataObject {
	id: string;
	name: string;
}

/**
 * All chats of one kind, in the API's order: these lists have no paging.
 * @param kind `groups` for `GET /v1/groups`, `newsletters` for `GET /v1/newsletters`
 */
export async function listChats(send: Send, kind: 'groups' | 'newsletters'): Promise<Chat[]> {
	const list = readList(await send({ method: 'GET', path: `/${kind}` }), kind, 'data');
	if (!list) throw failureFromOddResponse(200, `no list of ${kind}`);
	return list.filter(isObject).map((chat) => ({
		...chat,
		id: String(readField(chat, 'id', 'jid') ?? ''),
		name: String(readField(chat, 'name', 'subject') ?? ''),
	}));
}
