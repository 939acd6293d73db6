using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>What stands before websites and APIs.</content>
internal static partial class FactTypes
{
    /// <summary>Distributions, with the configuration of which their list tells a part.</summary>
    public static readonly FactType Distributions = CloudFront.List("Distributions", "ListDistributions", "", "Distribution", "Id", "ARN") with
    {
        Read = EdgeReading.DistributionsAsync,
        ReadActions = ["cloudfront:ListDistributions"],
        Parts = [FactPart.Of("Config", "GetDistributionConfig", "Id") with { Member = "DistributionConfig" }],
    };

    /// <summary>Where distributions log to by CloudWatch's deliveries, beside what their own configuration says.</summary>
    public static readonly FactType DistributionDeliveries = Logs.List("DistributionDeliveries", "DescribeDeliveries", "", "Delivery", "id", "arn") with
    {
        IsGlobal = true,
        Read = EdgeReading.DeliveriesAsync,
        ReadActions = EdgeReading.DeliveryActions,
    };

    public static readonly FactType RestApis = ApiGateway.List("RestApis", "GetRestApis", "items", "RestApi", "id", "arn:{partition}:apigateway:{region}::/restapis/{id}") with
    {
        Size = ("limit", 500),
    };

    /// <summary>The domain names of the account's own that lead to APIs, whatever their kind.</summary>
    public static readonly FactType ApiDomainNames = ApiGateway.List("ApiDomainNames", "GetDomainNames", "items", "DomainName", "domainName", "arn:{partition}:apigateway:{region}::/domainnames/{id}") with
    {
        Size = ("limit", 500),
    };

    public static readonly FactType RestStages = ApiGateway.List("RestStages", "GetStages", "", "Stage", "Id", "Arn") with
    {
        Read = EdgeReading.RestStagesAsync,
        ReadActions = ["apigateway:GET"],
    };

    public static readonly FactType HttpStages = ApiGatewayV2.List("HttpStages", "GetStages", "", "Stage", "Id", "Arn") with
    {
        Read = EdgeReading.HttpStagesAsync,
        ReadActions = ["apigateway:GET"],
    };

    public static readonly FactType HttpRoutes = ApiGatewayV2.List("HttpRoutes", "GetRoutes", "", "Route", "Id", "Arn") with
    {
        Read = EdgeReading.HttpRoutesAsync,
        ReadActions = ["apigateway:GET"],
    };
}
