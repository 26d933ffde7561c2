/** Owns who takes part in a run: the tabs and the plain clients, each with a key, a line and a chance of its own. */
import type { RoomName } from "../../src/protocol/values/names.ts";
import { personName, roomName } from "../support/people.ts";
import { makeKey } from "./keys.ts";
import { Line } from "./line.ts";
import { PlainTalker } from "./plain-talker.ts";
import { Random } from "./random.ts";
import type { Recorder } from "./recording.ts";
import { GUESTS, keyOwnerOf, roomOf, roomOfGuest, ROOMS, wantsEdits } from "./schedule/seats.ts";
import { Talker } from "./talker.ts";

export interface CastOptions {
  readonly seed: number;
  readonly clients: number;
  readonly recorder: Recorder;
  /** The server's port, asked at each connection. */
  readonly serverPort: () => number;
}

/** A tab and its wire. */
export interface Member {
  readonly talker: Talker;
  readonly line: Line;
}

export class Cast {
  readonly rooms: readonly RoomName[] = ROOMS.map(roomName);
  readonly members: readonly Member[];
  readonly guests: readonly PlainTalker[];

  private constructor(members: readonly Member[], guests: readonly PlainTalker[]) {
    this.members = members;
    this.guests = guests;
  }

  /** Makes everybody; nobody has come in yet. */
  static async invite(options: CastOptions): Promise<Cast> {
    const [members, guests]: [Member[], PlainTalker[]] = [[], []];
    for (let index = 0; index < options.clients; index++) members.push(await inviteMember(options, index));
    for (let index = 0; index < GUESTS; index++) guests.push(await inviteGuest(options, index));
    return new Cast(members, guests);
  }

  /** The member that a deed is about. */
  memberAt(index: number): Member {
    const member = this.members[index];
    if (member === undefined) throw new Error(`There is no client ${index}.`);
    return member;
  }

  guestAt(index: number): PlainTalker {
    const guest = this.guests[index];
    if (guest === undefined) throw new Error(`There is no plain client ${index}.`);
    return guest;
  }

  /** Everybody leaves; safe to call twice. */
  dismiss(): void {
    for (const { talker } of this.members) talker.close();
    for (const guest of this.guests) guest.close();
  }
}

async function inviteMember({ seed, recorder, serverPort }: CastOptions, index: number): Promise<Member> {
  const client = `c${index}`;
  const owner = keyOwnerOf(index);
  const key = await makeKey(Random.of(seed, `key ${owner}`));
  const room = roomName(ROOMS[roomOf(index)] ?? "");
  const line = await Line.lay(serverPort, Random.of(seed, `line ${client}`));
  const random = Random.of(seed, client);
  recorder.participants.push({ client, room, author: key.id });
  return {
    line,
    talker: new Talker({ client, room, name: personName(`Person ${owner}`), key, line, random, recorder }),
  };
}

async function inviteGuest({ seed, recorder, serverPort }: CastOptions, index: number): Promise<PlainTalker> {
  const client = `p${index}`;
  const room = roomName(ROOMS[roomOfGuest(index)] ?? "");
  const line = await Line.lay(serverPort, Random.of(seed, `line ${client}`));
  const asked = { client, room, wantsEdits: wantsEdits(index) };
  recorder.participants.push({ ...asked, author: null });
  return new PlainTalker({ ...asked, line, random: Random.of(seed, client), recorder });
}
