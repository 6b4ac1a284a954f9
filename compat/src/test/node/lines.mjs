// Answers the test that started this process: one JSON object a line in, one a line out.
import { createInterface } from 'node:readline';

// Standard output belongs to the answers; what libraries print goes beside them.
console.log = console.error;
console.info = console.error;

export function say(words) {
  process.stdout.write(JSON.stringify(words) + '\n');
}

/**
 * Ends with the standard input.
 *
 * @param calls what can be asked, by name; each takes one object and may give a promise
 * @param failure turns what a call threw into the object that the test gets
 */
export async function answer(calls, failure = error => ({ message: String(error) })) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { call, given } = JSON.parse(line);
    try {
      say({ value: (await calls[call](given)) ?? null });
    } catch (error) {
      say({ failed: await failure(error) });
    }
  }
}
