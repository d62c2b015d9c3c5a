import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { readAccess } from '../../../shared/requests/access';
import { pathTo } from '../../../shared/requests/path';
import type { Send } from '../../../shared/requests/request';
import { isObject, readField, readList, readObject } from '../../../shared/values/json';
import { cleanId } from '../../../shared/values/marks';
import { toText } from '../../../shared/values/text';
import { failureFromOddResponse, ofThisKey } from '../../../shared/words/errors';
import { Failure } from '../../../shared/words/failure';
import { slowLoadNotice } from '../../fields';
import type { Parameters } from '../../parameters';

/** One of the account's own numbers. */
export const numberIdField: INodeProperties = {
	displayName: 'Number',
	name: 'numberId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		"WhatsApp number of this account; when empty, the one of 'WhatsApp Number ID' in the credential. Needs a tenant key.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a number…',
			typeOptions: { searchListMethod: 'searchNumbers', searchable: true, slowLoadNotice },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. num_42',
			hint: 'The ID of a number stands in the Pilot Status dashboard',
		},
	],
};

/**
 * The number that an item names, else the credential's.
 * @throws Failure where neither names one
 */
export async function readNumberId(parameters: Parameters): Promise<string> {
	const hint = "Pick a number, or fill in 'WhatsApp Number ID' in the credential.";
	const id = cleanId(toText(parameters.read('numberId'), 'Number', hint));
	if (id !== '') return id;
	const { numberId } = await parameters.once('access', async () =>
		readAccess(await parameters.context.getCredentials('pilotStatusApi')),
	);
	if (numberId) return numberId;
	throw new Failure("'Number' is empty", hint);
}

/**
 * Where a number's endpoints are, and how a 404 names the number.
 * @param tail rest of the path, e.g. `/connect`
 */
export function numberPath(numberId: string, tail = ''): { path: string; about: string } {
	const path = pathTo('/numbers', numberId, 'Number', tail);
	return { path, about: ofThisKey('number', numberId) };
}

/** All numbers that the key may see, in the API's order (`GET /v1/numbers`). */
export async function listNumbers(send: Send): Promise<IDataObject[]> {
	const list = readList(await send({ method: 'GET', path: '/numbers' }), 'numbers', 'data');
	if (list) return list.filter(isObject);
	throw failureFromOddResponse(200, 'no list of numbers');
}

/** What `GET /v1/numbers/{id}` or something below it says of a number. */
export async function lookAt(send: Send, numberId: string, tail = ''): Promise<IDataObject> {
	const response = await send({ method: 'GET', ...numberPath(numberId, tail) });
	const number = readObject(response, 'number', 'data');
	if (number && readField(number, 'id', 'state', 'name', 'number') !== undefined) {
		return { ...number, id: readField(number, 'id') ?? numberId } as IDataObject;
	}
	throw failureFromOddResponse(200, 'no number');
}
