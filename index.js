// n8n reads the class paths in package.json; this serves code that requires the package itself.
const { PilotStatusApi } = require('./dist/credentials/PilotStatusApi.credentials');
const { PilotStatus } = require('./dist/nodes/PilotStatus/PilotStatus.node');
const {
	PilotStatusPollingTrigger,
} = require('./dist/nodes/PilotStatusPollingTrigger/PilotStatusPollingTrigger.node');
const { PilotStatusTrigger } = require('./dist/nodes/PilotStatusTrigger/PilotStatusTrigger.node');

module.exports = {
	PilotStatus,
	PilotStatusApi,
	PilotStatusPollingTrigger,
	PilotStatusTrigger,
};
