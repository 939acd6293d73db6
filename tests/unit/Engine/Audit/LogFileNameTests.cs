using System.Globalization;
using AwsHardening.Core.Audit;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Files that cannot hold what is asked for are told by their names, and none that can is.</summary>
public class LogFileNameTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_file_with_an_event_that_passes_is_left_out_however_late_it_was_delivered()
    {
        var skipped = 0;
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var random = new Random(seed);
            var happened = s_noon.AddSeconds(random.Next(-500_000, 500_000));
            var late = TimeSpan.FromSeconds(random.Next(4) switch { 0 => random.Next(60), 1 => random.Next(900), 2 => random.Next(86_400), _ => random.Next(30 * 86_400) });
            var name = Name(happened + late);
            var query = new TrailEventQuery
            {
                Since = random.Next(3) == 0 ? null : s_noon.AddMilliseconds(random.Next(-500_000_000, 500_000_000)),
                Until = random.Next(3) == 0 ? null : s_noon.AddMilliseconds(random.Next(-500_000_000, 500_000_000)),
            };
            var passes = (query.Since is not { } since || happened >= since) && (query.Until is not { } until || happened <= until);
            var read = LogFileName.MayHold(name, query);
            Assert.True(read || !passes, $"{name} has an event of {happened:o}, asked for {query.Since:o} to {query.Until:o}");
            skipped += read ? 0 : 1;
        }, 3000);
        Assert.True(skipped > 300, $"only {skipped} were left out");
    }

    [Theory]
    [InlineData("123456789012_CloudTrail_us-east-1_20260115T1144Z_Mu0KsOhtH1ar15ZZ.json.gz", false)]
    [InlineData("123456789012_CloudTrail_us-east-1_20260115T1145Z_Mu0KsOhtH1ar15ZZ.json.gz", true)]
    [InlineData("123456789012_CloudTrail_us-east-1_20260214T1200Z_Mu0KsOhtH1ar15ZZ.json.gz", true)]
    [InlineData("123456789012_CloudTrail_us-east-1_20260214T1202Z_Mu0KsOhtH1ar15ZZ.json.gz", false)]
    [InlineData("123456789012_CloudTrail_us-east-1_soon_Mu0KsOhtH1ar15ZZ.json.gz", true)]
    [InlineData("mine_of_20010101T0000Z_a_b.json", true)]
    public void A_minute_is_looked_at_from_a_quarter_of_an_hour_before_to_thirty_days_after(string name, bool read) =>
        Assert.Equal(read, LogFileName.MayHold(name, new TrailEventQuery { Since = s_noon, Until = s_noon.AddMinutes(1) }));

    [Fact]
    public void The_ends_of_time_are_no_error() =>
        Assert.True(LogFileName.MayHold(Name(s_noon), new TrailEventQuery { Since = DateTimeOffset.MinValue, Until = DateTimeOffset.MaxValue }));

    [Fact]
    public async Task What_a_name_rules_out_is_not_opened_in_a_folder_and_is_where_it_is_named_itself()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var token = TestContext.Current.CancellationToken;
            var host = new TestHost();
            // Damaged: opening it would be an error.
            var old = Path.Combine(folder, Name(s_noon.AddDays(-1)));
            await File.WriteAllBytesAsync(old, [1, 2, 3], token);
            await File.WriteAllTextAsync(Path.Combine(folder, Name(s_noon.AddMinutes(5)).Replace(".gz", "", StringComparison.Ordinal)),
                $$"""{"Records":[{"eventVersion":"1.11","eventTime":"{{s_noon.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","eventName":"X","eventID":"1"}]}""", token);
            var query = new TrailEventQuery { Since = s_noon };
            Assert.Single(await AuditScene.ListAsync(TrailEventOperation.FindInPathAsync(folder, query, host, token)));
            Assert.Empty(host.Errors);
            await AuditScene.ListAsync(TrailEventOperation.FindInPathAsync(old, query, host, token));
            Assert.Equal("TrailLogNotRead", Assert.Single(host.Errors).Id);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Name(DateTimeOffset delivered) =>
        $"123456789012_CloudTrail_us-east-1_{delivered.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}_Mu0KsOhtH1ar15ZZ.json.gz";
}
