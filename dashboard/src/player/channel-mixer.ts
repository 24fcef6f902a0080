/** Hearing one channel alone: the element's sound is led through a mixer of two inputs and two ears. */

export type ChannelMixer = ReturnType<typeof channelMixer>;

/** Takes the sound of the element over; made only when it is first asked for, because an element is taken but once. */
export function channelMixer(audio: HTMLAudioElement) {
  const context = new AudioContext();
  const channels = context.createChannelSplitter(2);
  const ears = context.createChannelMerger(2);
  context.createMediaElementSource(audio).connect(channels);
  ears.connect(context.destination);
  const ways = [0, 1].flatMap((channel) =>
    [0, 1].map((ear) => {
      const way = context.createGain();
      channels.connect(way, channel);
      way.connect(ears, 0, ear);
      return { channel, ear, gain: way.gain };
    }),
  );
  return {
    /** The channel to hear in both ears; null for both channels as recorded. */
    hear(chosen: number | null) {
      for (const { channel, ear, gain } of ways) gain.value = (chosen ?? ear) === channel ? 1 : 0;
    },
    /** Browsers hold the sound back until a person has pressed something. */
    wake() {
      if (context.state === 'suspended') void context.resume();
    },
    close() {
      void context.close();
    },
  };
}
