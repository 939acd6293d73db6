using Xunit;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Generated and official clients, call by call.</summary>
public class WireFidelityTests
{
    private const int CallsPerOperation = 20;

    public static TheoryData<string> Services => [.. ServicePair.Names];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Requests_are_the_same_bytes(string service)
    {
        var pair = ServicePair.Of(service);
        var differences = new Differences();
        foreach (var (operation, seed) in Calls(pair))
        {
            var description = new RandomValues(seed, pair.Generated.Find).Describe(pair.Official.RequestType(operation));
            var empty = new RandomResponse(pair.Model, seed).Success(operation);
            var (official, generated) = (new Wire(empty), new Wire(empty));
            var a = await Call(pair.Official, operation, description, official);
            var b = await Call(pair.Generated, operation, description, generated);
            differences.Compare(
                $"{operation} #{seed}",
                official.Request ?? Graph.Describe(a, pair.Generated.Find),
                generated.Request ?? Graph.Describe(b, pair.Official.Find));
        }

        differences.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Responses_are_the_same_objects(string service)
    {
        var pair = ServicePair.Of(service);
        var differences = new Differences();
        foreach (var (operation, seed) in Calls(pair))
        {
            var response = new RandomResponse(pair.Model, seed).Success(operation);
            differences.Compare(
                $"{operation} #{seed} {System.Text.Encoding.UTF8.GetString(response.Body)}",
                Graph.Describe(await CallWithRequired(pair.Official, pair, operation, response), pair.Generated.Find),
                Graph.Describe(await CallWithRequired(pair.Generated, pair, operation, response), pair.Official.Find));
        }

        differences.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Errors_are_the_same_exceptions(string service)
    {
        var pair = ServicePair.Of(service);
        var differences = new Differences();
        foreach (var operation in pair.Operations)
        {
            var modeled = pair.Model["operations"]![operation]!["errors"]?.AsArray().Select(e => e!["shape"]!.GetValue<string>()) ?? [];
            foreach (var (error, i) in modeled.Append(null).SelectMany(e => Enumerable.Range(0, 3).Select(i => (e, i))))
            {
                var response = new RandomResponse(pair.Model, operation.Length * 31 + i).Error(error);
                differences.Compare(
                    $"{operation} {error} #{i} {System.Text.Encoding.UTF8.GetString(response.Body)}",
                    Graph.Describe(await CallWithRequired(pair.Official, pair, operation, response), pair.Generated.Find),
                    Graph.Describe(await CallWithRequired(pair.Generated, pair, operation, response), pair.Official.Find));
            }
        }

        differences.AssertNone();
    }

    private static IEnumerable<(string Operation, int Seed)> Calls(ServicePair pair) =>
        pair.Operations.SelectMany((operation, o) => Enumerable.Range(0, CallsPerOperation).Select(i => (operation, (o * 1000) + i)));

    private static Task<object> Call(ClientSide side, string operation, object description, Wire wire) =>
        side.CallAsync(operation, RandomValues.Build(side.RequestType(operation), description)!, wire);

    private static Task<object> CallWithRequired(ClientSide side, ServicePair pair, string operation, CannedResponse response) =>
        Call(side, operation, new RandomValues(1, pair.Generated.Find).Describe(pair.Official.RequestType(operation)), new Wire(response));
}
