import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { realSurroundings } from '../../../shared/requests/surroundings';
import { toSwitch } from '../../../shared/values/setting';
import {
	checkNumbersOption,
	countryCodeOption,
	groupIdField,
	optionsField,
	participantsField,
} from '../../fields';
import { readCheck } from '../../numberCheck';
import type { Operation } from '../../operation';
import { askFor, toResult } from './change';
import type { Change } from './change';
import { lookAfter, unknown } from './look';

const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: true,
	description:
		'Whether to look at the group afterwards where the answer does not say what became of each person',
};

const IS_OFF = "the answer does not name this person, and 'Verify' is off";

/** The four changes of participants differ only in their words and in what `Change` says. */
export function changeParticipants(
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	change: Change,
): Operation {
	return {
		...words,
		fields: [
			groupIdField,
			participantsField,
			optionsField(checkNumbersOption, countryCodeOption, verifyOption),
		],
		writes: true,
		prepare(parameters) {
			const groupId = parameters.groupId();
			const asked = parameters.participants();
			const isVerified = toSwitch(parameters.options().verify, 'Verify') ?? true;
			const check = readCheck(parameters, 'Participants', asked);
			const pause = async (ms: number) =>
				await realSurroundings(parameters.context.getExecutionCancelSignal()).pause(ms);
			return {
				lane: groupId,
				...(check && { check: check.ask }),
				async run(send) {
					const told = await askFor(send, groupId, change, asked, check?.found());
					const untold = asked.filter((_number, index) => !told[index]);
					const seen = isVerified
						? await lookAfter(
								send,
								groupId,
								untold.map((number) => ({ number, wish: change.wish })),
								pause,
							)
						: untold.map(() => unknown(IS_OFF));
					const results = asked.map((number, index) => toResult(number, told[index], seen));
					return [{ groupId, participants: results as unknown as IDataObject[] }];
				},
			};
		},
	};
}
