using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Logs;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>The examples of "Filter pattern syntax for metric filters" (Amazon CloudWatch Logs User Guide), and what CIS asks for.</summary>
public class FilterPatternTests
{
    private const string Event = """
        {"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],
         "objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"cluster.name":"c","ThisFlag":true,"otherFlag":false,
         "errorCode":"AccessDenied","latency":50.5,"user":{"id":"1","email":"John.Stiles@example.com"}}
        """;

    private const string Apache = """127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534""";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("ERROR", "[error 400] BAD REQUEST", false)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 420] INVALID", false)]
    [InlineData("?ERROR ?ARGUMENTS", "[WARN] ARGUMENTS", true)]
    [InlineData("?ERROR ?ARGUMENTS", "[WARN] fine", false)]
    [InlineData("?ERROR ?ARGUMENTS REQUEST", "[WARN] REQUEST", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL ERROR", false)]
    [InlineData("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", false)]
    [InlineData("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true)]
    [InlineData("%AUTH[A-Z]+ED$%", "[ERROR 401] UNAUTHORIZED REQUEST", false)]
    [InlineData("?%^10\\.%  ?%168[.]1%", "192.168.1.2", true)]
    public void Terms_are_in_the_message_or_not(string pattern, string message, bool matches) => Check(pattern, message, matches);

    [Theory]
    [InlineData("{ $.eventType = \"UpdateTrail\" }", true)]
    [InlineData("{ $.eventType = UpdateTrail }", true)]
    [InlineData("{ $.eventType != \"UpdateTrail\" }", false)]
    [InlineData("{ $.eventType = \"Update*\" }", true)]
    [InlineData("{ $.sourceIPAddress != 123.123.* }", true)]
    [InlineData("{ $.sourceIPAddress = 111.111.* }", true)]
    [InlineData("{ $.arrayKey[0] = \"value\" }", true)]
    [InlineData("{ $.arrayKey[7] = \"value\" }", false)]
    [InlineData("{ $.arrayKey[*] = \"another value\" }", true)]
    [InlineData("{ $.objectList[1].id = 2 }", true)]
    [InlineData("{ $.objectList[*].name = c }", false)]
    [InlineData("{ $.SomeObject IS NULL }", true)]
    [InlineData("{ $.eventType IS NULL }", false)]
    [InlineData("{ $.absent IS NULL }", false)]
    [InlineData("{ $.SomeOtherObject NOT EXISTS }", true)]
    [InlineData("{ $.SomeObject NOT EXISTS }", false)]
    [InlineData("{ $.SomeObject EXISTS }", true)]
    [InlineData("{ $.ThisFlag IS TRUE }", true)]
    [InlineData("{ $.otherFlag IS TRUE }", false)]
    [InlineData("{ $.otherFlag is false }", true)]
    [InlineData("{ $.latency >= 50 }", true)]
    [InlineData("{ $.latency < 5.05e1 }", false)]
    [InlineData("{ $.absent != \"x\" }", false)]
    [InlineData("{ ($.user.id = 1) && ($.user.email = \"John.Stiles@example.com\") }", true)]
    [InlineData("{ $.user.id = 2 || $.eventType = nothing || ($.latency > 10 && ($.otherFlag IS FALSE)) }", true)]
    [InlineData("{ $.user.id = 2 && $.eventType = nothing || $.latency > 10 }", true)]
    [InlineData("{ $.user.id = 2 && ($.eventType = nothing || $.latency > 10) }", false)]
    [InlineData("{ $.eventType IN [\"CreateTrail\", \"UpdateTrail\"] }", true)]
    [InlineData("{ $.eventType IN [CreateTrail, Delete*] }", false)]
    [InlineData("{ $.eventType = %Trail% }", true)]
    [InlineData("{ $.sourceIPAddress = %^222\\.% }", false)]
    [InlineData("{ $.['cluster.name'] = \"c\" }", false)]
    [InlineData("{ $['cluster.name'] = \"c\" }", true)]
    public void A_condition_holds_for_a_JSON_message_or_not(string pattern, bool matches)
    {
        if (pattern.Contains("$.[", StringComparison.Ordinal))
        {
            Assert.Equal("InvalidParameterException", Assert.Throws<AwsErrorException>(() => FilterPattern.Compile(pattern)).Code);
            return;
        }

        Check(pattern, Event, matches);
        Check(pattern, "no JSON " + Event, matches: false);
    }

    [Theory]
    [InlineData("[ip, server, username, timestamp, request, status_code, bytes]", true)]
    [InlineData("[ip, server, username, timestamp, request, status_code]", false)]
    [InlineData("[ip, server, username, timestamp, request, status_code = 4*, bytes]", true)]
    [InlineData("[ip, server, username, timestamp, request, status_code = 5*, bytes]", false)]
    [InlineData("[ip, server, username, timestamp, request = *.html*, status_code = 4*, bytes > 1000]", true)]
    [InlineData("[ip, server, username, timestamp, request, status_code = 4*, bytes > 2000]", false)]
    [InlineData("[..., status_code = 4*, bytes]", true)]
    [InlineData("[ip = 127.0.0.1, ...]", true)]
    [InlineData("[ip, server != Prod, ...]", false)]
    [InlineData("[..., request = %index\\.html%, status_code = 404 || status_code = 410, bytes]", true)]
    [InlineData("[..., status_code = 4* && status_code != 404, bytes]", false)]
    [InlineData("[ip, , , , request, ...]", true)]
    public void Fields_of_a_message_have_names_and_conditions(string pattern, bool matches) => Check(pattern, Apache, matches);

    [Theory]
    [InlineData("{ $.a = }")]
    [InlineData("{ $.a }")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ ($.a = 1 }")]
    [InlineData("{ $.a = 1 && }")]
    [InlineData("{ $.a = \"1 }")]
    [InlineData("{ $.a = 1 ")]
    [InlineData("{ $.a > x }")]
    [InlineData("{ $.a IS MAYBE }")]
    [InlineData("{ $.a IN (1) }")]
    [InlineData("{ $.a = %(x)% }")]
    [InlineData("[a, b")]
    [InlineData("[..., a, ...]")]
    [InlineData("[a > x]")]
    [InlineData("\"open")]
    [InlineData("{}")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        Assert.Equal("InvalidParameterException", Assert.Throws<AwsErrorException>(() => FilterPattern.Compile(pattern)).Code);

    [Fact]
    public void A_root_user_is_told_from_a_service_that_acts_for_it()
    {
        const string Cis = """{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }""";
        Check(Cis, """{"userIdentity":{"type":"Root"},"eventType":"AwsApiCall"}""", true);
        Check(Cis, """{"userIdentity":{"type":"Root","invokedBy":"support.amazonaws.com"},"eventType":"AwsApiCall"}""", false);
        Check(Cis, """{"userIdentity":{"type":"Root"},"eventType":"AwsServiceEvent"}""", false);
        Check(Cis, """{"userIdentity":{"type":"IAMUser"},"eventType":"AwsApiCall"}""", false);
        const string Denied = """{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}""";
        Check(Denied, """{"errorCode":"Client.UnauthorizedOperation"}""", true);
        Check(Denied, """{"errorCode":"AccessDeniedException"}""", true);
        Check(Denied, """{"eventName":"GetObject"}""", false);
    }

    private static void Check(string pattern, string message, bool matches) => Assert.Equal(matches, FilterPattern.Compile(pattern).Matches(message));
}
