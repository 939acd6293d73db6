BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Enable-AuditBaseline' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'sets up trail, recorder and detector in the Regions said' {
        $items = Enable-AuditBaseline -Region us-east-1, eu-west-1
        $items | Should -BeOfType AwsHardening.AuditBaselineItem
        $items.Status | Sort-Object -Unique | Should -Be 'Created'
        ($items | Where-Object Service -EQ 'GuardDuty').Region | Should -Be 'us-east-1', 'eu-west-1'
        (Get-AuditBaseline -Region us-east-1, eu-west-1 | Where-Object Check -NE 'Delivered').State | Sort-Object -Unique | Should -Be 'Yes'
        (Get-HardeningChange -Id $items[0].ChangeId).ResourceType | Should -BeExactly 'AWS::S3::Bucket'
    }

    It 'means all Regions where none is said, and with *' {
        (Enable-AuditBaseline -Include GuardDuty).Count | Should -Be 17
        (Enable-AuditBaseline -Include GuardDuty -Region *).Status | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'corrects the name of the workshop, with a warning' {
        $items = Enable-AuditBaseline -Include CloudTrail -Region us-east-1 -TrailName 'All API Commands across all Regions' -WarningVariable warned -WarningAction SilentlyContinue
        ($items | Where-Object Service -EQ 'CloudTrail').ResourceId | Should -BeExactly 'All-API-Commands-across-all-Regions'
        $warned | Should -HaveCount 1
    }

    It 'takes a prefix, a key, data events and protection plans' {
        $null = Enable-AuditBaseline -Region us-east-1 -KeyPrefix audit/ -KmsKeyId alias/logs -DataEvent AWS::S3::Object -ProtectionPlan RUNTIME_MONITORING -NoncurrentVersionExpirationInDays 90
        $made = (Get-Mutation | Where-Object Operation -EQ 'CreateTrail').Parameters | ConvertFrom-Json
        $made.S3KeyPrefix | Should -BeExactly 'audit'
        $made.KmsKeyId | Should -BeExactly 'alias/logs'
        (Get-Mutation).Operation | Should -Contain 'PutEventSelectors'
        ((Get-Mutation | Where-Object Operation -EQ 'CreateDetector').Parameters | ConvertFrom-Json).Features.Name | Should -Be 'RUNTIME_MONITORING'
        (Get-Mutation).Operation | Should -Contain 'PutBucketLifecycleConfiguration'
    }

    It 'takes the other parts' {
        $null = Enable-AuditBaseline -Region us-east-1 -Include FlowLogs, AccessAnalyzer, EbsEncryption
        (Get-AuditBaseline -Region us-east-1 -Include FlowLogs, AccessAnalyzer, EbsEncryption).State | Sort-Object -Unique | Should -Be 'Yes'
        (Get-Mutation).Operation | Should -Contain 'CreateFlowLogs'
    }

    It 'blocks public access once for the account, and asks about what is public' {
        (Enable-AuditBaseline -Include BucketPublicAccessBlock).Status | Should -BeExactly 'Created'
        (Get-AuditBaseline -Include BucketPublicAccessBlock).State | Should -BeExactly 'Yes'
        (Enable-AuditBaseline -Include BucketPublicAccessBlock).Status | Should -BeExactly 'Unchanged'
        (Disable-AuditBaseline -Confirm:$false).Status | Should -BeExactly 'Removed'
        (Get-AuditBaseline -Include BucketPublicAccessBlock).State | Should -BeExactly 'No'
        (Get-Mutation).Operation | Should -Be 'PutPublicAccessBlock', 'DeletePublicAccessBlock'
    }

    It 'records global types in the home Region alone, whichever comes first' {
        $null = Enable-AuditBaseline -Include Config -Region us-east-1, eu-west-1 -HomeRegion eu-west-1
        $recorders = Get-Mutation | Where-Object Operation -EQ 'PutConfigurationRecorder'
        $global = $recorders | Where-Object { ($_.Parameters | ConvertFrom-Json).ConfigurationRecorder.recordingGroup.includeGlobalResourceTypes }
        $recorders | Should -HaveCount 2
        $global.Region | Should -BeExactly 'eu-west-1'
    }

    It 'makes no call that changes anything under -WhatIf, and still says what it would do' {
        (Enable-AuditBaseline -Region us-east-1 -WhatIf).Status | Sort-Object -Unique | Should -Be 'WhatIf'
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no' {
        (Enable-AuditBaseline -Include GuardDuty -Region us-east-1 -Confirm:$false).Status | Should -BeExactly 'Created'
        { Enable-AuditBaseline -Include EbsEncryption -Region us-east-1 -Confirm } | Should -Throw
    }

    It 'writes a plan, which is applied as it stands' {
        $plan = Enable-AuditBaseline -Region us-east-1, eu-west-1 -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        $plan | Invoke-HardeningPlan | Should -HaveCount $plan.Changes.Count
        Enable-AuditBaseline -Region us-east-1, eu-west-1 -PlanOnly | Should -BeNullOrEmpty
    }

    It 'reports a Region that is not enabled' {
        Enable-AuditBaseline -Region us-east-1, mx-central-1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RegionNotEnabled,*'
        { Enable-AuditBaseline -Region us-east-1, mx-central-1 -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotEnabled*'
    }

    It 'is undone in all Regions by one command, but for the logs' {
        $items = Enable-AuditBaseline -Region us-east-1, eu-west-1
        Undo-HardeningChange (Get-HardeningChange -Id $items[0].ChangeId).SetId -ErrorAction SilentlyContinue -ErrorVariable problem | Should -HaveCount $items.Count
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BucketNotEmpty,*'
        (Get-AuditBaseline -Region us-east-1, eu-west-1).State | Sort-Object -Unique | Should -Be 'No'
    }
}
