import { listChats } from '../../../shared/pickers/lists';
import { listFields, groupOptionsField } from '../../fields';
import type { Operation } from '../../operation';

/** `GET /v1/groups`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many groups',
	description: 'Retrieve a list of groups that the number is a member of',
	fields: [...listFields, groupOptionsField()],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		// The API has no paging here: it gives all groups at once.
		return { run: async (send) => (await listChats(send, 'groups')).slice(0, limit) };
	},
};
