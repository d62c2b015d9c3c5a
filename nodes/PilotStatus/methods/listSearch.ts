import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors';
import { Failure } from '../../shared/failure';
import { listGroups, listNewsletters } from '../../shared/lists';
import type { Chat } from '../../shared/lists';
import { openTransport } from '../../shared/transport';
import type { Send } from '../../shared/transport';

/** Lower case without accents, so that "ipe" finds "Condomínio Ipê". */
const plain = (text: string) =>
	text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();

/** A picker's entries: filtered here, since the API gives everything at once, and sorted by name. */
async function search(
	context: ILoadOptionsFunctions,
	list: (send: Send) => Promise<Chat[]>,
	filter = '',
): Promise<INodeListSearchResult> {
	const chats = await openTransport(context)
		.then(list)
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(context.getNode(), error) : error;
		});
	const results = chats
		.filter(({ id, name }) => plain(`${name} ${id}`).includes(plain(filter.trim())))
		.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
		.map(({ id, name }) => ({ name: `${name} (${id})`, value: id }));
	return { results };
}

/** Entries of the picker for groups, from `GET /v1/groups`. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, listGroups, filter);
}

/** Entries of the picker for newsletters, from `GET /v1/newsletters`. */
export async function searchNewsletters(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, listNewsletters, filter);
}
