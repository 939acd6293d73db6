New-Record HardeningSession @{
    AccountId = '111122223333'; Partition = 'aws-us-gov'; Region = 'ap-southeast-4'; CredentialSource = $long; Sandbox = 'SecurityEssentials'; RequestsPerSecond = 10000
    EndpointUrl = "http://127.0.0.1:5000/$long"
}
