import type { Resource } from '../../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

/** People who filled in the form of an ad. */
export const lead: Resource = { value: 'lead', name: 'Lead', operations: [getAll, get] };
