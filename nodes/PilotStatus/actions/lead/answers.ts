import type { IDataObject } from 'n8n-workflow';

import { answersOf } from '../../../shared/deliveries/lead';
import { readField } from '../../../shared/values/json';
import type { Parameters } from '../../parameters';
import { noteHidden } from '../pages';

/** A lead of the API with its answers by their keys; a hint tells where they may not be stored. */
export function withAnswers(parameters: Parameters, lead: IDataObject): IDataObject {
	noteHidden(parameters, lead.redacted === true);
	return { ...lead, answers: answersOf(readField(lead, 'fields')) };
}
