using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

public sealed class PlanFileTests : IDisposable
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private readonly ITestOutputHelper _output;

    public PlanFileTests(ITestOutputHelper output) => _output = output;

    private string PlanPath => Path.Combine(_folder, "plan.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_round_trip_is_exact()
    {
        var plan = await PlanAsync();
        PlanOperation.Export(plan, PlanPath, overwrite: false);
        var back = PlanOperation.Import(PlanPath);
        Assert.Equal(plan.Document, back.Document);
        Assert.Equal(plan.Document, File.ReadAllText(PlanPath));
        Assert.Equal(plan.Sha256, back.Sha256);
        Assert.Equivalent(plan, back, strict: true);
        PlanOperation.Export(back, PlanPath, overwrite: true);
        Assert.Equal(plan.Document, File.ReadAllText(PlanPath));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_said()
    {
        File.WriteAllText(PlanPath, "mine");
        var plan = await PlanAsync();
        Assert.Equal("FileExists", Assert.Throws<OperationException>(() => PlanOperation.Export(plan, PlanPath, overwrite: false)).Error.Id);
        Assert.Equal("mine", File.ReadAllText(PlanPath));
        PlanOperation.Export(plan, PlanPath, overwrite: true);
        Assert.Equal(plan.Document, File.ReadAllText(PlanPath));
        var nowhere = Path.Combine(_folder, "no", "plan.json");
        Assert.Equal("FileNotWritable", Assert.Throws<OperationException>(() => PlanOperation.Export(plan, nowhere, overwrite: false)).Error.Id);
        Assert.Equal("FileNotReadable", Assert.Throws<OperationException>(() => PlanOperation.Import(nowhere)).Error.Id);
    }

    [Fact]
    public async Task White_space_and_the_order_of_members_do_not_count()
    {
        var plan = await PlanAsync();
        var node = JsonNode.Parse(plan.Document)!.AsObject();
        var turned = new JsonObject(node.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        Assert.Equal(plan.Document, PlanOperation.Parse(turned.ToJsonString(), "file").Document);
    }

    [Fact]
    public async Task A_plan_with_any_one_byte_altered_is_refused_or_says_the_same()
    {
        var plan = await PlanAsync();
        var bytes = Encoding.UTF8.GetBytes(plan.Document);
        var random = new Random(20261122);
        // Every byte once in a deep run; each by a bit, by a letter and by white space.
        var positions = s_deep ? Enumerable.Range(0, bytes.Length) : Enumerable.Range(0, 400).Select(_ => random.Next(bytes.Length));
        var (refused, same) = (0, 0);
        foreach (var position in positions)
        {
            foreach (var altered in new[] { (byte)(bytes[position] ^ (1 << random.Next(8))), (byte)('a' + random.Next(26)), (byte)' ' })
            {
                if (altered == bytes[position])
                {
                    continue;
                }

                byte[] copy = [.. bytes];
                copy[position] = altered;
                File.WriteAllBytes(PlanPath, copy);
                try
                {
                    Assert.Equal(plan.Document, PlanOperation.Import(PlanPath).Document);
                    same++;
                }
                catch (OperationException e)
                {
                    Assert.Contains(e.Error.Id, new[] { "PlanAltered", "PlanUnreadable", "FileNotReadable" });
                    refused++;
                }
            }
        }

        _output.WriteLine($"{refused} altered plans refused, {same} that say the same read");
        Assert.InRange(refused, same, int.MaxValue);
    }

    [Fact]
    public async Task A_byte_more_or_less_is_refused_or_says_the_same()
    {
        var plan = await PlanAsync();
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var at = random.Next(plan.Document.Length);
            var altered = i % 2 == 0 ? plan.Document.Remove(at, 1) : plan.Document.Insert(at, $"{plan.Document[random.Next(plan.Document.Length)]}");
            try
            {
                Assert.Equal(plan.Document, PlanOperation.Parse(altered, "file").Document);
            }
            catch (OperationException e)
            {
                Assert.Contains(e.Error.Id, new[] { "PlanAltered", "PlanUnreadable" });
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":1,\"planId\":\"p\",\"planId\":\"q\"}")]
    [InlineData("not a plan")]
    public void What_is_no_plan_is_refused(string text) =>
        Assert.Equal("PlanUnreadable", Assert.Throws<OperationException>(() => PlanOperation.Parse(text, "file")).Error.Id);

    [Fact]
    public async Task A_member_that_stands_twice_is_refused()
    {
        var plan = await PlanAsync();
        foreach (var member in new[] { "\"planId\": \"other\",", "\"Region\": \"eu-west-1\"," })
        {
            var refused = Assert.Throws<OperationException>(() => PlanOperation.Parse(plan.Document.Insert(1, member), "file"));
            Assert.Contains(refused.Error.Id, new[] { "PlanAltered", "PlanUnreadable" });
        }

        var twice = plan.Document.Replace("\"IpProtocol\": \"tcp\"", "\"IpProtocol\": \"tcp\", \"IpProtocol\": \"-1\"", StringComparison.Ordinal);
        Assert.NotEqual(plan.Document, twice);
        Assert.Throws<OperationException>(() => PlanOperation.Parse(twice, "file"));
    }

    [Fact]
    public async Task A_later_format_is_refused_by_name()
    {
        var document = PlanDocument.Parse((await PlanAsync()).Document) with { Format = 2 };
        var refused = Assert.Throws<OperationException>(() => PlanOperation.Parse(document.Sealed().ToText(), "file"));
        Assert.Equal("PlanUnreadable", refused.Error.Id);
        Assert.Contains("its format is 2", refused.Error.Message);
    }

    private static async Task<HardeningPlan> PlanAsync()
    {
        using var rehearsal = Rehearsal.Fnd203();
        return (await rehearsal.PlanSetAsync(await rehearsal.OpenToVpcAsync(), new TestHost()))!;
    }
}
