import type { FlowAnswer } from '../model.mts';
import type { State } from '../state.mts';

/**
 * Somebody fills in a flow that was sent; webhooks hear of it.
 *
 * @param flowToken that of the 202
 * @param response what was filled in
 * @throws Error where no flow has this token, or nobody in particular got it
 */
export function answerFlow(state: State, flowToken: string, response: object): FlowAnswer {
	const sent = state.messages.find((one) => one.flowToken === flowToken);
	const { interactive, destinationNumber: from } = sent ?? {};
	if (!sent || !interactive || !('flowId' in interactive) || !from) {
		throw new Error(`no flow with the token ${flowToken} was sent to a person`);
	}
	const answer: FlowAnswer = {
		numberId: sent.numberId,
		flowId: interactive.flowId,
		flowToken,
		from,
		response,
		messageId: `3AIN${String(state.nextNumber()).padStart(16, '0')}`,
		createdAt: new Date().toISOString(),
	};
	state.events.emit('flow answered', answer);
	return answer;
}
