/** The tabs and the plain clients of a run, each with its own key, relay and random numbers. */
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { personName, roomName } from "../../support/people.ts";
import { makeKey } from "./keys.ts";
import { Relay } from "../server/relay.ts";
import { PlainClient } from "./plain-client.ts";
import { Random } from "../random.ts";
import type { Recorder } from "../recording.ts";
import { GUESTS, keyOwnerOf, roomOf, roomOfGuest, ROOMS, wantsEdits } from "../schedule/seats.ts";
import { Tab } from "./tab.ts";

export interface ParticipantsOptions {
  readonly seed: number;
  readonly clients: number;
  readonly recorder: Recorder;
  /** The server's port, which changes at each restart. */
  readonly serverPort: () => number;
}

/** A tab and its relay. */
export interface Member {
  readonly tab: Tab;
  readonly relay: Relay;
}

export class Participants {
  readonly rooms: readonly RoomName[] = ROOMS.map(roomName);
  readonly members: readonly Member[];
  readonly guests: readonly PlainClient[];

  private constructor(members: readonly Member[], guests: readonly PlainClient[]) {
    this.members = members;
    this.guests = guests;
  }

  /** Makes all of them; nobody connects yet. */
  static async create(options: ParticipantsOptions): Promise<Participants> {
    const [members, guests]: [Member[], PlainClient[]] = [[], []];
    for (let index = 0; index < options.clients; index++) members.push(await createMember(options, index));
    for (let index = 0; index < GUESTS; index++) guests.push(await createGuest(options, index));
    return new Participants(members, guests);
  }

  memberAt(index: number): Member {
    const member = this.members[index];
    if (member === undefined) throw new Error(`There is no client ${index}.`);
    return member;
  }

  guestAt(index: number): PlainClient {
    const guest = this.guests[index];
    if (guest === undefined) throw new Error(`There is no plain client ${index}.`);
    return guest;
  }

  /** Everybody leaves; safe to call twice. */
  leaveAll(): void {
    for (const { tab } of this.members) tab.close();
    for (const guest of this.guests) guest.close();
  }
}

async function createMember({ seed, recorder, serverPort }: ParticipantsOptions, index: number): Promise<Member> {
  const client = `c${index}`;
  const owner = keyOwnerOf(index);
  const key = await makeKey(Random.of(seed, `key ${owner}`));
  const room = roomName(ROOMS[roomOf(index)] ?? "");
  const relay = await Relay.listen(serverPort, Random.of(seed, `relay ${client}`));
  const random = Random.of(seed, client);
  recorder.participants.push({ client, room, author: key.id });
  return {
    relay,
    tab: new Tab({ client, room, name: personName(`Person ${owner}`), key, relay, random, recorder }),
  };
}

async function createGuest({ seed, recorder, serverPort }: ParticipantsOptions, index: number): Promise<PlainClient> {
  const client = `p${index}`;
  const room = roomName(ROOMS[roomOfGuest(index)] ?? "");
  const relay = await Relay.listen(serverPort, Random.of(seed, `relay ${client}`));
  const asked = { client, room, wantsEdits: wantsEdits(index) };
  recorder.participants.push({ ...asked, author: null });
  return new PlainClient({ ...asked, relay, random: Random.of(seed, client), recorder });
}
