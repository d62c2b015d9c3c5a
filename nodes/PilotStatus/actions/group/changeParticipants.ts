import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';

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
import { lookAfter, unknown } from './look';
import type { Wish } from './look';
import { groupPath } from './path';
import { readResults } from './results';

const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: true,
	description:
		'Whether to look at the group afterwards where the answer does not say what became of each person',
};

const IS_OFF = "the answer does not name this person, and 'Verify' is off";

/** One change of participants: where it goes, and what comes of it. */
interface Change {
	method: IHttpRequestMethods;
	/** Path after the group, e.g. `/participants`. */
	tail: string;
	/** What the group shows of a person afterwards. */
	wish: Wish;
	/** Status of a person for whom it was done before: success, where our own first attempt may have done it. */
	doneStatus?: number;
}

/** The four changes of participants differ only in method, path, words and what they wish. */
export function changeParticipants(
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	{ method, tail, wish, doneStatus }: Change,
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
					let isRepeated = false;
					const answer = await send({
						method,
						...groupPath(groupId, tail),
						body: { participants: check?.found() ?? asked },
						onRepeat: () => (isRepeated = true),
					});
					const told = readResults(answer, asked, isRepeated ? doneStatus : undefined);
					const untold = asked.filter((_number, index) => !told[index]);
					const seen =
						isVerified && untold.length > 0
							? await lookAfter(send, groupId, untold, wish, pause)
							: untold.map(() => unknown(IS_OFF));
					const results = asked.map((number, index) => {
						const result = told[index];
						if (!result) return { number, ...seen.shift()! };
						const { success, ...rest } = result;
						return { number, success, verified: false, ...rest };
					});
					return [{ groupId, participants: results as IDataObject[] }];
				},
			};
		},
	};
}
