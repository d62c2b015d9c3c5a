import type { IDataObject } from 'n8n-workflow';

import { withUsualNames } from '../../../shared/deliveries/listed';
import { isObject } from '../../../shared/values/json';
import { parseGroupId } from '../../../shared/values/id';
import { groupIdField, listFields, messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { filtersField, readDates, readPages } from '../pages';

/** The list of unread messages takes no dates; what is hidden, n8n does not pass on. */
const notUnread = { displayOptions: { show: { '/source': ['group', 'history'] } } };

const groupFilter = {
	...groupIdField,
	required: false,
	description: 'Only messages of this group',
	displayOptions: { show: { '/source': ['group'] } },
};

/** `GET /v1/messages/group`, `/history` and `/unread`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many messages',
	description: 'Retrieve a list of messages, newest first',
	fields: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Groups', value: 'group', description: 'Messages of group conversations' },
				{ name: 'History', value: 'history', description: 'All messages, with their status' },
				{ name: 'Unread', value: 'unread', description: 'Messages that nobody has read yet' },
			],
			default: 'group',
			description: 'Which messages to list',
		},
		...listFields,
		filtersField('messages', [groupFilter], notUnread),
		messageOptionsField(),
	],
	writes: false,
	prepare(parameters) {
		const source = parameters.choice('source');
		const limit = parameters.limit();
		const filters = parameters.read('filters') as IDataObject;
		const group = isObject(filters.groupId) ? filters.groupId.value : filters.groupId;
		const groupId = group ? parseGroupId(group, 'Group') : undefined;
		const ofGroup = (message: IDataObject) => {
			const named = withUsualNames(message);
			// The API cannot filter by it.
			return groupId && named.groupId !== groupId ? undefined : named;
		};
		const pages = {
			path: `/messages/${source}`,
			name: 'messages',
			qs: readDates(parameters, filters),
			// The total of unread messages counts something else than the items of the list.
			isCounted: source !== 'unread',
		};
		const take = groupId ? ofGroup : undefined;
		return {
			async run(send) {
				const found = await readPages(send, parameters, limit, { ...pages, take });
				return source === 'group' ? found.map(withUsualNames) : found;
			},
		};
	},
};
