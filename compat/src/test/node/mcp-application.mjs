// The application that a conformance scenario starts: hands over to the test, and ends as it went there.
const [door, server] = process.argv.slice(2);
const { MCP_CONFORMANCE_SCENARIO: scenario = '', MCP_CONFORMANCE_CONTEXT: context = '{}' } = process.env;
const answer = await fetch(door, { method: 'POST', body: JSON.stringify({ scenario, context, server }) });
console.log(await answer.text());
process.exit(answer.ok ? 0 : 1);
