import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { searchGroups } from './search';

/** All groups of the number, sorted by name (`GET /v1/groups`). */
export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchGroups.call(this)).results;
}
