using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Bench;

/// <summary>Messages of the AWS Encryption SDK against plain AES-GCM over the same frames, memory to memory, in one run.</summary>
internal static class MessageSpeed
{
    private const int Length = 64 << 20;
    private const int Rounds = 41;
    private static readonly int[] s_frames = [4 << 10, 64 << 10, 1 << 20];

    public static Table Measure()
    {
        var plaintext = new byte[Length];
        RandomNumberGenerator.Fill(plaintext);
        List<string[]> rows = [];
        foreach (var frame in s_frames)
        {
            rows.AddRange(Measure(plaintext, frame));
        }

        return new Table(
            "Encryption of 64 MiB, memory to memory",
            $"Suite 0x0478 unless named otherwise; MB/s (10^6) and the ratio to plain AesGcm over the same frames on one core, of {Rounds} rounds "
            + "taken in turn: the medians, and the best round of each, which other work on the machine disturbs least. Plain AesGcm authenticates nothing beside the frame "
            + "and writes no header; with the AAD that the format prescribes (72 bytes a frame) it is what no message can be faster than, and on two cores the machine's own ceiling.",
            ["what", "frame", "MB/s", "ratio", "best MB/s", "best ratio", "allocated bytes a message", "allocated bytes a frame"],
            rows);
    }

    private static IEnumerable<string[]> Measure(byte[] plaintext, int frame)
    {
        using var plainMaterials = Materials(AlgorithmSuite.Committing);
        using var signedMaterials = Materials(AlgorithmSuite.CommittingSigned);
        var output = new byte[MessageEncryptor.MaxLength(signedMaterials, Length, frame)];
        using var aes = new AesGcm(RandomNumberGenerator.GetBytes(32), 16);
        using var second = new AesGcm(RandomNumberGenerator.GetBytes(32), 16);
        var aad = FrameCipher.Aad(new byte[32], "AWSKMSEncryptionClient Frame"u8);
        byte[] whole = MessageEncryptor.Encrypt(plaintext, plainMaterials, new EncryptOptions { FrameLength = frame });
        (string Name, Action Run)[] runs =
        [
            ("plain AesGcm, one core", () => Bare(aes, plaintext, output, frame, [])),
            ("plain AesGcm, two cores", () => Halves([], [])),
            ("AesGcm with the format's AAD, one core", () => Bare(aes, plaintext, output, frame, aad)),
            ("AesGcm with the format's AAD, two cores", () => Halves(aad, aad.ToArray())),
            ("message, one core", () => Encrypt(plainMaterials, 1)),
            ("message, two cores", () => Encrypt(plainMaterials, 2)),
            ("message 0x0578, one core", () => Encrypt(signedMaterials, 1)),
            ("message 0x0578, two cores", () => Encrypt(signedMaterials, 2)),
            ("stream to stream, all cores", () => StreamAsync(plainMaterials).GetAwaiter().GetResult()),
            ("decrypt stream to stream, all cores", () => DecryptAsync().GetAwaiter().GetResult()),
        ];
        void Halves(byte[] aadOfFirst, byte[] aadOfSecond) => Parallel.Invoke(
            () => Bare(aes, plaintext.AsSpan(0, Length / 2), output, frame, aadOfFirst),
            () => Bare(second, plaintext.AsSpan(Length / 2), output.AsSpan((Length / 2) + (Length / 2 / frame * 16)), frame, aadOfSecond));
        void Encrypt(EncryptionMaterials materials, int cores) => MessageEncryptor.Encrypt(
            plaintext, output, materials, new EncryptOptions { FrameLength = frame, MaxDegreeOfParallelism = cores });
        Task StreamAsync(EncryptionMaterials materials) => MessageEncryptor.EncryptAsync(
            new MemoryStream(plaintext), new MemoryStream(output), materials, new EncryptOptions { FrameLength = frame }, CancellationToken.None);
        Task DecryptAsync() => MessageDecryptor.DecryptAsync(
            new MemoryStream(whole), new MemoryStream(output), (_, _) => ValueTask.FromResult(plainMaterials.DataKey.Copy()),
            new DecryptOptions { DestinationIsStaged = true }, CancellationToken.None);

        var (times, best, allocated) = Times(runs);
        var frames = (Length + frame - 1) / frame;
        return runs.Select((run, i) => new[]
        {
            run.Name, frame >= 1 << 20 ? $"{frame >> 20} MiB" : $"{frame >> 10} KiB", Report.Number(Length / 1e6 / times[i]),
            Report.Number(times[0] / times[i], "N2"), Report.Number(Length / 1e6 / best[i]), Report.Number(best[0] / best[i], "N2"), Report.Number(allocated[i]), Report.Number((double)allocated[i] / frames, "N1"),
        });
    }

    /// <summary>Messages of 1 KiB with a cached key, against the same primitives called bare.</summary>
    public static Table MeasureSmall()
    {
        const int Count = 20_000;
        var plaintext = new byte[1024];
        using var materials = Materials(AlgorithmSuite.Committing);
        var output = new byte[MessageEncryptor.MaxLength(materials, plaintext.Length, EncryptOptions.DefaultFrameLength)];
        var options = new EncryptOptions { MaxDegreeOfParallelism = 1 };
        var key = materials.DataKey.Span.ToArray();
        (string Name, Action Run)[] runs =
        [
            ("random id, HKDF, AesGcm called bare", () => Repeat(() => Primitives(key, plaintext, output))),
            ("message", () => Repeat(() => MessageEncryptor.Encrypt(plaintext, output, materials, options))),
        ];
        void Repeat(Action one)
        {
            for (var i = 0; i < Count; i++)
            {
                one();
            }
        }

        var (times, _, allocated) = Times(runs);
        return new Table(
            "Messages of 1 KiB with a cached data key",
            $"{Count} messages on one core, medians of {Rounds} rounds in turn. Bare means: a random id of 32 bytes, HKDF extract and two expands "
            + "with SHA-512, AesGcm over an empty text (the header's tag) and over 1 KiB.",
            ["what", "messages a second", "ratio", "allocated bytes a message"],
            [.. runs.Select((run, i) => new[] { run.Name, Report.Number(Count / times[i]), Report.Number(times[0] / times[i], "N2"), Report.Number(allocated[i] / Count) })]);
    }

    /// <summary>A file end to end against cp, and what memory it takes.</summary>
    public static async Task<Table> MeasureFilesAsync()
    {
        const long Size = 1L << 30;
        var folder = Directory.CreateTempSubdirectory("aws-hardening-bench-").FullName;
        try
        {
            var source = Path.Combine(folder, "source");
            await FillAsync(source, Size);
            using var materials = Materials(AlgorithmSuite.Committing);
            var cp = await TimeAsync(() => RunAsync("cp", source, source + ".copy"));
            var (before, peak) = (Settled(), 0L);
            using var done = new CancellationTokenSource();
            var watch = WatchAsync(size => peak = Math.Max(peak, size), done.Token);
            var encrypt = await TimeAsync(() => FileAsync(source, source + ".encrypted", (input, output) =>
                MessageEncryptor.EncryptAsync(input, output, materials, new EncryptOptions(), CancellationToken.None)));
            var decrypt = await TimeAsync(() => FileAsync(source + ".encrypted", source + ".back", (input, output) =>
                MessageDecryptor.DecryptAsync(
                    input, output, (_, _) => ValueTask.FromResult(materials.DataKey.Copy()), new DecryptOptions { DestinationIsStaged = true }, CancellationToken.None)));
            await done.CancelAsync();
            await watch;
            var grown = (peak - before) / (double)(1 << 20);
            string[] Row(string name, double time) => [name, Report.Number(Size / 1e6 / time), Report.Number(cp / time, "N2")];
            return new Table(
                "A file of 1 GiB end to end",
                string.Create(CultureInfo.InvariantCulture, $"From file to file on the machine's temporary disk, once each. Peak working set above what it was before: {grown:N0} MiB."),
                ["what", "MB/s", "ratio to cp"],
                [Row("cp", cp), Row("encrypt", encrypt), Row("decrypt", decrypt)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Settled()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Process.GetCurrentProcess().WorkingSet64;
    }

    private static async Task WatchAsync(Action<long> seen, CancellationToken token)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                seen(Process.GetCurrentProcess().WorkingSet64);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private static void Bare(AesGcm aes, ReadOnlySpan<byte> plaintext, Span<byte> output, int frame, byte[] aad)
    {
        Span<byte> iv = stackalloc byte[12];
        var written = 0;
        for (var at = 0; at < plaintext.Length; at += frame, written += frame + 16)
        {
            BitConverter.TryWriteBytes(iv, at);
            var length = Math.Min(frame, plaintext.Length - at);
            aes.Encrypt(iv, plaintext.Slice(at, length), output.Slice(written, length), output.Slice(written + length, 16), aad);
        }
    }

    private static void Primitives(byte[] dataKey, byte[] plaintext, byte[] output)
    {
        Span<byte> id = stackalloc byte[32], prk = stackalloc byte[64], key = stackalloc byte[32], commitment = stackalloc byte[32], iv = stackalloc byte[12];
        iv.Clear();
        RandomNumberGenerator.Fill(id);
        HKDF.Extract(HashAlgorithmName.SHA512, dataKey, id, prk);
        HKDF.Expand(HashAlgorithmName.SHA512, prk, key, "xxDERIVEKEY"u8);
        HKDF.Expand(HashAlgorithmName.SHA512, prk, commitment, "COMMITKEY"u8);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(iv, [], [], output.AsSpan(0, 16), id);
        iv[11] = 1;
        aes.Encrypt(iv, plaintext, output.AsSpan(16, plaintext.Length), output.AsSpan(16 + plaintext.Length, 16), id);
    }

    private static (double[] Median, double[] Best, long[] Allocated) Times((string Name, Action Run)[] runs)
    {
        var (times, allocated) = (runs.Select(_ => new List<double>()).ToArray(), new long[runs.Length]);
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var clock = Stopwatch.StartNew();
                runs[i].Run();
                clock.Stop();
                allocated[i] = GC.GetTotalAllocatedBytes(precise: true) - before;
                if (round > 0)
                {
                    times[i].Add(clock.Elapsed.TotalSeconds);
                }
            }
        }

        return ([.. times.Select(list => list.Order().ElementAt(Rounds / 2))], [.. times.Select(list => list.Min())], allocated);
    }

    private static EncryptionMaterials Materials(AlgorithmSuite suite)
    {
        var key = new SecretBytes(32);
        RandomNumberGenerator.Fill(key.Span);
        var signer = suite.IsSigned ? ECDsa.Create(suite.Curve!.Curve) : null;
        var context = signer is null ? EncryptionContext.Empty
            : new Dictionary<string, string> { [EncryptionContext.PublicKey] = Convert.ToBase64String(EllipticCurve.Compress(signer)) };
        return new EncryptionMaterials
        {
            Suite = suite,
            DataKey = key,
            DataKeys = [new EncryptedDataKey(EncryptedDataKey.Kms, new byte[75], new byte[184])],
            Context = context,
            SerializedContext = EncryptionContext.Serialize(context),
            Signer = signer,
        };
    }

    private static async Task FileAsync(string from, string to, Func<Stream, Stream, Task> work)
    {
        await using var input = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var output = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await work(input, output);
    }

    private static async Task FillAsync(string path, long size)
    {
        var block = RandomNumberGenerator.GetBytes(1 << 20);
        await using var file = File.Create(path);
        for (long written = 0; written < size; written += block.Length)
        {
            await file.WriteAsync(block);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }
}
