import type { IDataObject } from 'n8n-workflow';

import { toChoice } from '../../../shared/values/setting';
import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { filtersField, readDates, readPages } from '../pages';

/** `GET /v1/conversations`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description: 'Retrieve a list of chats with their last message and how many are unread',
	fields: [
		...listFields,
		filtersField('conversations whose last message came', [
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Direct', value: 'DIRECT', description: 'Chats with one person' },
					{ name: 'Group', value: 'GROUP' },
					{ name: 'Newsletter', value: 'NEWSLETTER' },
				],
				default: 'DIRECT',
				description: 'Only conversations of this kind',
			},
		]),
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		const filters = parameters.read('filters') as IDataObject;
		const type = toChoice(filters.type, 'Type', ['DIRECT', 'GROUP', 'NEWSLETTER']);
		const pages = {
			path: '/conversations',
			name: 'conversations',
			qs: readDates(parameters, filters),
			// The API cannot filter by it.
			take: type && ((one: IDataObject) => (one.type === type ? one : undefined)),
		};
		return { run: async (send) => await readPages(send, parameters, limit, pages) };
	},
};
