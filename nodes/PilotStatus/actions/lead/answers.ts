import type { IDataObject } from 'n8n-workflow';

import { answersOf } from '../../../shared/deliveries/lead';
import { readField } from '../../../shared/values/json';
import { hintsOf } from '../../hints';
import type { Parameters } from '../../parameters';
import { HIDDEN } from '../pages';

/** A lead of the API with its answers by their keys; a hint tells where they may not be stored. */
export function withAnswers({ context }: Parameters, lead: IDataObject): IDataObject {
	if (lead.redacted === true) hintsOf(context).note(HIDDEN);
	return { ...lead, answers: answersOf(readField(lead, 'fields')) };
}
