import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

const base = 'http://localhost:5678';

/**
 * What a whole n8n hands to its engine along with a workflow. Addresses must be absolute, or expressions throw.
 * @param extra what one test needs besides, e.g. hooks or a webhook's request
 */
export function additionalData(
	credentialsHelper: IWorkflowExecuteAdditionalData['credentialsHelper'],
	extra: object = {},
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		variables: {},
		currentNodeExecutionIndex: 0,
		executionId: '1',
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formBaseUrl: `${base}/form`,
		formTestBaseUrl: `${base}/form-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		...extra,
	} as unknown as IWorkflowExecuteAdditionalData;
}
