import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readPages } from '../pages';
import { CALLS } from './calls';

/** `GET /v1/calls`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Retrieve a list of calls with what became of them, newest first',
	fields: [...listFields, optionsField()],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		const pages = { path: '/calls', name: 'calls', isCounted: false, isByTime: true, ...CALLS };
		return { run: async (send) => await readPages(send, parameters, limit, pages) };
	},
};
