import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Send } from '../requests/request';
import { openTransport } from '../requests/transport';
import { toNodeError } from '../words/errors';
import { Failure } from '../words/failure';
import { listChats } from './lists';

/** One choice of a picker. */
export interface Entry {
	name: string;
	id: string;
}

/** Lower case without accents, so that "ipe" finds "Condomínio Ipê". */
const plain = (text: string) =>
	text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();

/** A picker's entries: filtered here, since the API gives everything at once, and sorted by name. */
export async function search(
	context: ILoadOptionsFunctions,
	list: (send: Send) => Promise<Entry[]>,
	filter = '',
): Promise<INodeListSearchResult> {
	const entries = await openTransport(context)
		.then(async ({ send }) => await list(send))
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(context.getNode(), error) : error;
		});
	const results = entries
		.filter(({ id, name }) => plain(`${name} ${id}`).includes(plain(filter.trim())))
		.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
		.map(({ id, name }) => ({ name, value: id }));
	return { results };
}

/** Chats by name, with their ids, since names repeat. */
export async function chatEntries(send: Send, kind: 'groups' | 'newsletters'): Promise<Entry[]> {
	return (await listChats(send, kind)).map(({ id, name }) => ({ id, name: `${name} (${id})` }));
}

/** Entries of the picker for groups, from `GET /v1/groups`. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => await chatEntries(send, 'groups'), filter);
}
