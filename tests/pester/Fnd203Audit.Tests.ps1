# What the two workshops do to see everything, as a user would type it: items 15 to 28, 48 to 61, 81 to 86 and 99 to 103.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-Asked([string] $Operation) { (Get-Mutation | Where-Object Operation -EQ $Operation).Parameters | ConvertFrom-Json }
}

Describe 'FND203, items 15 to 28: logging is set up' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $items = Enable-AuditBaseline -TrailName 'All API Commands across all Regions' -BucketName fdn203-demo-bucket-me -WarningVariable corrected -WarningAction SilentlyContinue
        $facts = Get-AuditBaseline
    }
    AfterAll { Disconnect-AwsHardening }

    It 'items 15 and 16: there is a trail, under the nearest name that AWS takes' {
        Get-Mutation | Where-Object Operation -EQ CreateTrail | Should -HaveCount 1
        ($items | Where-Object Service -EQ CloudTrail).ResourceId | Should -BeExactly 'All-API-Commands-across-all-Regions'
        $corrected | Should -HaveCount 1
    }

    It 'item 17: it is of all Regions' {
        (Get-Asked CreateTrail).IsMultiRegionTrail | Should -BeTrue
        ($facts | Where-Object Check -EQ AllRegions).State | Sort-Object -Unique | Should -BeExactly 'Yes'
        ($facts | Where-Object Check -EQ AllRegions).Region | Sort-Object -Unique | Should -HaveCount 17
    }

    It 'items 18 and 20: it logs all management events, reads and writes, and no data events' {
        # What a new trail logs unless it is told otherwise.
        Get-Mutation | Where-Object Operation -EQ PutEventSelectors | Should -BeNullOrEmpty
        ($facts | Where-Object Check -EQ Logging).State | Sort-Object -Unique | Should -BeExactly 'Yes'
        (Get-Mutation).Operation | Should -Contain 'StartLogging'
    }

    It 'item 19: the bucket has the name that was said, and lets nobody in' {
        ($items | Where-Object Service -EQ Bucket).ResourceId | Should -BeExactly 'fdn203-demo-bucket-me'
        (Get-Asked CreateTrail).S3BucketName | Should -BeExactly 'fdn203-demo-bucket-me'
        (Get-Mutation).Operation | Should -Contain 'PutPublicAccessBlock'
    }

    It 'items 21 and 22: AWS Config records all resources, global ones once' {
        $recorders = @(Get-Asked PutConfigurationRecorder)
        $recorders | Should -HaveCount 17
        $recorders.ConfigurationRecorder.recordingGroup.allSupported | Sort-Object -Unique | Should -BeTrue
        @($recorders | Where-Object { $_.ConfigurationRecorder.recordingGroup.includeGlobalResourceTypes }) | Should -HaveCount 1
        ($facts | Where-Object Check -EQ GlobalTypes).State | Should -BeExactly 'Yes'
    }

    It 'item 23: it delivers to a bucket that may be the trail''s, which then has the permissions for both' {
        (Get-Asked PutDeliveryChannel).DeliveryChannel.s3BucketName | Sort-Object -Unique | Should -BeExactly 'fdn203-demo-bucket-me'
        $policy = (Get-Asked PutBucketPolicy | Select-Object -Last 1).Policy
        $policy | Should -Match 'config\.amazonaws\.com'
        $policy | Should -Match 'cloudtrail\.amazonaws\.com'
    }

    It 'item 24: it has the service-linked role' {
        (Get-Asked CreateServiceLinkedRole).AWSServiceName | Should -BeExactly 'config.amazonaws.com'
    }

    It 'items 25 and 26: no rules are made, and it records' {
        (Get-Mutation).Operation | Should -Not -Contain 'PutConfigRule'
        ($facts | Where-Object Check -EQ Recording).State | Sort-Object -Unique | Should -BeExactly 'Yes'
    }

    It 'items 27 and 28: GuardDuty is on in every Region' {
        ($facts | Where-Object Service -EQ GuardDuty).State | Sort-Object -Unique | Should -BeExactly 'Yes'
        ($facts | Where-Object Service -EQ GuardDuty).Region | Sort-Object -Unique | Should -HaveCount 17
    }

    It 'items 15 to 28 again change nothing' {
        $count = (Get-Mutation).Count
        $again = Enable-AuditBaseline -TrailName All-API-Commands-across-all-Regions -BucketName fdn203-demo-bucket-me
        $again.Status | Sort-Object -Unique | Should -BeExactly 'Unchanged'
        (Get-Mutation).Count | Should -Be $count
    }
}

Describe 'FND203, item 19: the rules of bucket names' {
    It 'a name with capitals is refused, and nothing is made with it' {
        $session = Connect-AwsHardening -Sandbox Fnd203
        Enable-AuditBaseline -Include CloudTrail -Region us-east-1 -BucketName FDN203_Demo -ErrorAction SilentlyContinue -ErrorVariable refused | Out-Null
        $refused | Should -Not -BeNullOrEmpty
        (Get-Mutation | Where-Object { -not $_.ErrorCode }).Operation | Should -Not -Contain 'CreateBucket'
        (Get-Mutation).Operation | Should -Not -Contain 'CreateTrail'
        Disconnect-AwsHardening
    }
}

Describe 'FND203, items 48 to 54: what was done is seen' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1
        $nacls = @(
            New-IsolationNacl PoCProtectionAZ1 'Proof of Concept Public Subnet in AZ1' -Deny 10.250.128.0/24 -RuleNumber 50
            New-IsolationNacl PoCProtectionAZ2 'Proof of Concept Public Subnet in AZ2' -Deny 10.250.0.0/24 -RuleNumber 50
        )
    }
    AfterAll { Disconnect-AwsHardening }

    It 'items 48 and 49: event history is complete, with user, event and resources as columns' {
        $events = Get-TrailEvent -ReadOnly $false
        foreach ($operation in (Get-Mutation).Operation | Sort-Object -Unique) { $events.EventName | Should -Contain $operation }
        $header = ($events | Format-Table | Out-String -Width 120) -split "`n" | Where-Object { $_.Trim() } | Select-Object -First 1
        $header | Should -Match 'User'
        $header | Should -Match 'Event'
        $header | Should -Match 'Resource'
    }

    It 'item 50: by one''s own user name every network ACL that was changed is there' {
        $mine = Get-TrailEvent -UserName ((Get-CallerIdentity).Arn -split '/')[-1]
        $mine.UserName | Sort-Object -Unique | Should -HaveCount 1
        foreach ($nacl in $nacls) { @($mine.Resources.Name) + $mine.Record -match $nacl.NaclId | Should -Not -BeNullOrEmpty }
        Get-TrailEvent -UserName nobody | Should -BeNullOrEmpty
    }

    It 'items 51 to 53: the timeline of a network ACL has its changes, and a subnet as a relationship change' {
        $timeline = $nacls[0] | Get-ConfigTimeline
        $timeline[0].Status | Should -BeExactly 'Discovered'
        $timeline.Changes.Path -match 'entries' | Should -Not -BeNullOrEmpty
        $subnet = (Get-NaclRule -NaclId $nacls[0].NaclId)[0].SubnetIds
        $related = $timeline.RelationshipChanges | Where-Object ResourceType -EQ 'AWS::EC2::Subnet'
        $related.Change | Should -Contain 'Added'
        $related.ResourceId | Should -Contain $subnet[0]
    }

    It 'item 54: who did it, and when, is one line' {
        $history = $nacls[0] | Get-ResourceHistory
        $history.Source | Sort-Object -Unique | Should -Be 'Change', 'Configuration', 'Event'
        ($history | Where-Object Source -EQ Event).Who | Sort-Object -Unique | Should -HaveCount 1
    }
}

Describe 'FND203, items 55 to 61: findings' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -Include GuardDuty
        $atFirst = Get-ThreatFinding
        $null = New-SampleFinding -Force
        $findings = Get-ThreatFinding
    }
    AfterAll { Disconnect-AwsHardening }

    It 'items 55 and 56: a new account has none, and samples can be made' {
        $atFirst | Should -BeNullOrEmpty
        $findings | Should -HaveCount 45
        $findings.Sample | Sort-Object -Unique | Should -BeTrue
        $findings.Title | Should -BeLike '`[SAMPLE`]*'
    }

    It 'item 57: 9 High, 31 Medium, 5 Low, in one line' {
        ($findings | Group-Object SeverityLabel | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) | Should -Be 'High 9', 'Low 5', 'Medium 31'
    }

    It 'item 58: !DNS is the artifact, and the action and the source are DNS''s' {
        $found = $findings | Where-Object Type -EQ 'Backdoor:EC2/C&CActivity.B!DNS'
        $found.SeverityLabel, $found.Artifact, $found.ActionType, $found.DataSource | Should -Be 'High', 'DNS', 'DNS_REQUEST', 'DNS logs'
        $found.ResourceId | Should -BeLike 'i-*'
        $found.FirstSeen | Should -Not -BeNullOrEmpty
        $findings.DataSource | Sort-Object -Unique | Should -Be 'CloudTrail', 'DNS logs', 'VPC flow logs'
    }

    It 'item 59: XORDDOS is seen in flow logs that nobody turned on' {
        $found = $findings | Where-Object Type -EQ 'Backdoor:EC2/XORDDOS'
        $found.SeverityLabel, $found.ActionType, $found.DataSource | Should -Be 'High', 'NETWORK_CONNECTION', 'VPC flow logs'
        (Get-Mutation).Operation | Should -Not -Contain 'CreateFlowLogs'
    }

    It 'items 60 and 61: UnusualASNCaller is about an IAM user, from CloudTrail' {
        $found = $findings | Where-Object Type -EQ 'UnauthorizedAccess:IAMUser/UnusualASNCaller'
        $found.ResourceType, $found.ActionType, $found.DataSource | Should -Be 'IAMUser', 'AWS_API_CALL', 'CloudTrail'
    }
}

Describe 'FND203, items 81 to 90: the clean-up' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -BucketName fdn203-demo-bucket-me
        $null = New-IsolationNacl PoCProtectionAZ1 'Proof of Concept Public Subnet in AZ1' -Deny 10.250.128.0/24 -RuleNumber 50
        $made = (Get-Mutation).Count
        $null = Get-HardeningChange -Status Applied | Where-Object ResourceType -EQ 'AWS::EC2::NetworkAcl' | Undo-HardeningChange
        $items = Disable-AuditBaseline -PurgeBucket -ConfirmBucketName fdn203-demo-bucket-me -Confirm:$false
        $calls = @(Get-Mutation | Select-Object -Skip $made)
    }
    AfterAll { Disconnect-AwsHardening }

    It 'items 81, 82 and 84: the bucket is emptied and deleted, after nothing delivers to it' {
        ($items | Where-Object Service -EQ Bucket).Status | Should -BeExactly 'Removed'
        $calls[-1].Operation | Should -BeExactly 'DeleteBucket'
    }

    It 'items 83, 85 and 86: AWS Config, the trail and GuardDuty are off' {
        $calls.Operation | Should -Contain 'DeleteConfigurationRecorder'
        $calls.Operation | Should -Contain 'DeleteTrail'
        $calls.Operation | Should -Contain 'DeleteDetector'
        (Get-AuditBaseline -Region us-east-1).State | Sort-Object -Unique | Should -BeExactly 'No'
    }

    It 'items 87 and 88: no subnet has a network ACL of the workshop, and there is none' {
        $calls.Operation | Should -Contain 'ReplaceNetworkAclAssociation'
        $calls.Operation | Should -Contain 'DeleteNetworkAcl'
        Get-NaclRule | Where-Object NaclName -Like 'PoCProtection*' | Should -BeNullOrEmpty
    }

    It 'items 89 and 90: the sample does all of it and lists what is left over, the stack among it' {
        $said = Invoke-Pwsh -NoProfile -File "$RepositoryRoot/samples/clean-up.ps1" -Module $ModulePath | Out-String
        foreach ($left in 'FND203DemoKP', 'FND203-Demo-Stack', 'fnd203-ssmlogs-logs', 'SSM-SessionManagerRunShell', 'AWSServiceRoleForConfig') {
            $said | Should -Match $left
        }
    }
}

Describe 'AWS Security Essentials, items 99 to 103: auditing' {
    BeforeAll {
        # The account has the workshop's trail already, in the Region of the workshop.
        $session = Connect-AwsHardening -Sandbox SecurityEssentials
        $items = Enable-AuditBaseline -Region $session.Region -Include CloudTrail, GuardDuty
    }
    AfterAll { Disconnect-AwsHardening }

    It 'items 99 and 101: CloudTrail and GuardDuty are deployed, the trail that is there among them' {
        ($items | Where-Object Service -EQ CloudTrail).ResourceId | Should -BeExactly 'audit'
        (Get-Mutation).Operation | Should -Not -Contain 'CreateTrail'
        $facts = Get-AuditBaseline -Region $session.Region -Include CloudTrail, GuardDuty
        ($facts | Where-Object Check -NE Delivered).State | Sort-Object -Unique | Should -BeExactly 'Yes'
    }

    It 'item 100: what GuardDuty warns of comes from the sources that the workshop lists' {
        $null = New-SampleFinding -Force
        (Get-ThreatFinding).DataSource | Sort-Object -Unique | Should -Be 'CloudTrail', 'DNS logs', 'VPC flow logs'
        (Get-ThreatFinding).Type -match 'PortProbe' | Should -Not -BeNullOrEmpty
    }

    It 'item 102: the bucket is there, and holds no events yet' {
        $bucket = $session.Outputs['AuditBucket']
        Get-TrailEvent -Bucket $bucket -KeyPrefix "audit/AWSLogs/$($session.AccountId)/" -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-TrailEvent -Bucket "$bucket-none" -ErrorAction Stop } | Should -Throw
    }

    It 'item 103: the sample record is read with its name, time, address and account' {
        $record = '{"eventVersion":"1.02","userIdentity":{"type":"IAMUser","userName":"operator"},"eventTime":"2017-11-24T22:12:51Z","eventSource":"iam.amazonaws.com",' +
            '"eventName":"GetAccountPasswordPolicy","awsRegion":"us-east-1","sourceIPAddress":"199.27.255.43","requestParameters":null,"requestID":"r-1","eventID":"e-1",' +
            '"eventType":"AwsApiCall","recipientAccountId":"489175270805"}'
        $folder = New-Item -ItemType Directory "$TestDrive/audit/AWSLogs/489175270805/CloudTrail/us-east-1/2017/11/24"
        Set-Content -NoNewline -Value "{`"Records`":[$record]}" -LiteralPath "$folder/489175270805_CloudTrail_us-east-1_20171124T2215Z_Mu0KsOhtH1ar15ZZ.json"
        $read = Get-TrailEvent -Path "$TestDrive/audit" -EventName GetAccountPasswordPolicy -Since 2017-11-24T22:00:00Z -Until 2017-11-24T22:30:00Z
        $read | Should -HaveCount 1
        $read.Time | Should -Be ([DateTimeOffset]'2017-11-24T22:12:51Z')
        $read.SourceIPAddress, $read.AccountId, $read.UserName, $read.EventId | Should -Be '199.27.255.43', '489175270805', 'operator', 'e-1'
    }
}
