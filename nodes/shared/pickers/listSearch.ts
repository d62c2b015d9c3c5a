import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../words/errors';
import { Failure } from '../words/failure';
import { listGroups, listNewsletters } from './lists';
import { listTemplates } from '../../PilotStatus/templates';
import type { Template } from '../../PilotStatus/templates';
import { openTransport } from '../requests/transport';
import type { Send } from '../requests/transport';

/** One choice of a picker. */
interface Entry {
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
async function search(
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

const withId = ({ id, name }: Entry): Entry => ({ id, name: `${name} (${id})` });

function toEntry({ id, name, category, obstacle }: Template): Entry {
	const label = category ? `${name} (${category})` : name;
	return { id, name: obstacle ? `${label}, cannot be sent: ${obstacle}` : label };
}

/** Entries of the picker for groups, from `GET /v1/groups`. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => (await listGroups(send)).map(withId), filter);
}

/** Entries of the picker for newsletters, from `GET /v1/newsletters`. */
export async function searchNewsletters(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => (await listNewsletters(send)).map(withId), filter);
}

/** Entries of the picker for templates, from `GET /v1/templates`; those that cannot be sent say why. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => (await listTemplates(send)).map(toEntry), filter);
}
