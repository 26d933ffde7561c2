/** The load of two people who answer each other at once: how long a message and its answer take. */
import { Crowd, type CrowdOptions } from "./clients/crowd.ts";
import { Sample, type Times } from "./sample.ts";

export interface PairOptions extends Omit<CrowdOptions, "clients"> {
  readonly warmUpRounds: number;
  readonly rounds: number;
}

/** Milliseconds from a message of the first person to the answer of the second. */
export async function pair({ warmUpRounds, rounds, ...server }: PairOptions): Promise<Times> {
  const crowd = await Crowd.connect({ ...server, clients: 2 });
  const sample = new Sample();
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const sentAt = performance.now();
    await delivered(crowd, 0, () => crowd.say(0));
    await delivered(crowd, 1, () => crowd.say(1));
    if (round >= warmUpRounds) sample.add(performance.now() - sentAt);
  }
  await crowd.allArrived();
  crowd.close();
  return sample.times();
}

/** Resolves when the other person has the message of `sender`. */
function delivered(crowd: Crowd, sender: number, say: () => void): Promise<void> {
  return new Promise((settle, reject) => {
    crowd.onCopy = (client, stamp) => {
      if (stamp.sender === sender && client !== sender) settle();
    };
    crowd.onError = reject;
    say();
  });
}
