import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { listTemplates } from '../../templates';

/** `GET /v1/templates`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many templates',
	description: 'Retrieve a list of message templates with what they say and their state at Meta',
	fields: [...listFields, optionsField()],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		// The API has no paging here.
		return { run: async (send) => (await listTemplates(send)).slice(0, limit) };
	},
};
