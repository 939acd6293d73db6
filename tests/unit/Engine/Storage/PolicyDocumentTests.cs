using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Storage;

public class PolicyDocumentTests
{
    private const string Arn = "arn:aws:s3:::b";

    [Theory]
    [InlineData("""{"Statement":{"Action":["s3:*"],"Principal":{"AWS":"*"},"Effect":"Deny","Sid":"X","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"],"Condition":{"Bool":{"aws:SecureTransport":false}}}}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":["false"]}}}]}""")]
    public void A_statement_that_says_the_same_otherwise_is_not_added_twice(string policy) =>
        Assert.Same(policy, PolicyDocument.Merge(policy, [PolicyDocument.TlsOnly(Arn)]));

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""")]
    public void A_statement_that_says_less_does_not_do(string policy) =>
        Assert.Equal(2, JsonNode.Parse(PolicyDocument.Merge(policy, [PolicyDocument.TlsOnly(Arn)]))!["Statement"]!.AsArray().Count);

    [Fact]
    public void What_else_is_in_the_document_stays()
    {
        var merged = JsonNode.Parse(PolicyDocument.Merge("""{"Id":"mine","Version":"2008-10-17","Statement":[]}""", [PolicyDocument.TlsOnly(Arn)]))!;
        Assert.Equal(("mine", "2008-10-17"), ((string?)merged["Id"], (string?)merged["Version"]));
    }
}
