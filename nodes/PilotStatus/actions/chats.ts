import { listChats } from '../../shared/pickers/lists';
import { listFields, optionsField } from '../fields';
import type { Operation } from '../operation';

/** `GET /v1/groups` or `GET /v1/newsletters`, which have no paging: the API gives all of them at once. */
export function getAllChats(
	kind: 'groups' | 'newsletters',
	words: Pick<Operation, 'action' | 'description'>,
): Operation {
	return {
		value: 'getAll',
		name: 'Get Many',
		...words,
		fields: [...listFields, optionsField()],
		writes: false,
		prepare(parameters) {
			const limit = parameters.limit();
			return { run: async (send) => (await listChats(send, kind)).slice(0, limit) };
		},
	};
}
